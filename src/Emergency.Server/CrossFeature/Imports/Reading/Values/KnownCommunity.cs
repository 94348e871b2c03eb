namespace Emergency.Server.CrossFeature.Imports.Reading.Values;

/// <summary>A community rows may belong to: its 12-digit code and its official name.</summary>
/// <param name="Apart">What stands in brackets behind the name where another community of the county has the same; null elsewhere.</param>
internal sealed record KnownCommunity(string Code, string Name, string? Apart = null);

/// <summary>A community that was split or merged: no row belongs to it any more.</summary>
/// <param name="To">The names of those its people belong to now.</param>
internal sealed record PastCommunity(string Code, string Name, string To);
