"""What is seen of the authority's work with its schools."""

from muster.portal.casework.reads.threads import Said, enquiries, own_enquiries, school_meant, thread

__all__ = ["Said", "enquiries", "own_enquiries", "school_meant", "thread"]
