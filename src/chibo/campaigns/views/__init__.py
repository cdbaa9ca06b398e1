"""The pages of campaigns, plans, decisions and transfers."""
