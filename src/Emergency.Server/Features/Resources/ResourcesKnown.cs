using System.Collections.Immutable;
using Emergency.Domain;
using Held = Emergency.Domain.Communities.Resources;

namespace Emergency.Server.Features.Resources;

/// <summary>What each community (12 digits) and street (9) can use in an emergency.</summary>
internal sealed record ResourcesKnown(ImmutableDictionary<string, Held> Stores)
{
    public static readonly ResourcesKnown None = new(ImmutableDictionary<string, Held>.Empty);

    /// <summary>What each that has ended was called.</summary>
    public ImmutableDictionary<ResourceId, string> Ended { get; init; } = ImmutableDictionary<ResourceId, string>.Empty;

    public Held Of(string code) => Stores.GetValueOrDefault(code, Held.None);
}
