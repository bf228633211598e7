"""Pages → articles → chunks → archive → hits → answer."""
