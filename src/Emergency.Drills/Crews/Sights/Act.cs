using System.Text.Json.Nodes;

namespace Emergency.Drills.Crews.Sights;

/// <summary>A request that a member of a crew wants to make.</summary>
/// <param name="Key">Subject of the act: an act with the same key is done once.</param>
/// <param name="Path">Path of the interface, without the realm; always a POST.</param>
/// <param name="At">Not before this, by the realm's clock; null for as soon as possible.</param>
/// <param name="Wait">Wait after the act was first wished for.</param>
public sealed record Act(string Key, string Path, JsonObject? Body = null, DateTimeOffset? At = null, TimeSpan Wait = default);
