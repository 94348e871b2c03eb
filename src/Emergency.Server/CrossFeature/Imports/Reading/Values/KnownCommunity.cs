namespace Emergency.Server.CrossFeature.Imports.Reading.Values;

/// <summary>A community rows may belong to: its 12-digit code and its official name.</summary>
internal sealed record KnownCommunity(string Code, string Name);
