"""Reports of several schools, an authority's and a trust's: their list, each as a page, a PDF and a workbook."""
