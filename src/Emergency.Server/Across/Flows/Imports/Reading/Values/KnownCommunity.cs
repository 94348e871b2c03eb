namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>A community to which rows can belong: its 12-digit code and its official name.</summary>
/// <param name="Apart">Text in brackets behind the name, where another community of the county has the same name; null elsewhere.</param>
internal sealed record KnownCommunity(string Code, string Name, string? Apart = null);

/// <summary>A community that was split or merged: no row belongs to it any more.</summary>
/// <param name="To">Names of the communities to which its people belong now.</param>
internal sealed record PastCommunity(string Code, string Name, string To);
