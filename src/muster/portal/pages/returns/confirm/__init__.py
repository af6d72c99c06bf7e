"""Pages of a return: confirming, the receipt, and withdrawing."""
