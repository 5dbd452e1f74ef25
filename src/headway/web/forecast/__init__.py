"""Pages of forecasts: how a period will close, and how past forecasts came true."""
