"""Finding campaigns, communes, plans and transfers; what is shown to someone takes ``viewer=``."""
