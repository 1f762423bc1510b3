"""The law: what is due when, why, and which grounds carry a refusal. Values in, values out; standard library only."""
