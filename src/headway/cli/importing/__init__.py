"""What `headway import` does: open the installation, bring files in, list them and take them back."""
