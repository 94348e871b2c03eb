using System.Text.Json.Nodes;

namespace Emergency.Drills.Crews.Sights;

/// <summary>One request that a member of a crew wants to make.</summary>
/// <param name="Key">What it is about: the same is done once.</param>
/// <param name="Path">Of the interface, without the realm; always a POST.</param>
/// <param name="At">Not before this, by the realm's clock; null for as soon as it can be.</param>
/// <param name="Wait">How long after it was first wished for.</param>
public sealed record Act(string Key, string Path, JsonObject? Body = null, DateTimeOffset? At = null, TimeSpan Wait = default);
