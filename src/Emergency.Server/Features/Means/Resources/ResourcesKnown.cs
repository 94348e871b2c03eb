using System.Collections.Immutable;
using Emergency.Domain;
using Held = Emergency.Domain.Resources.ResourceList;

namespace Emergency.Server.Features.Resources;

/// <summary>Resources of each community (12 digits) and street (9) for an emergency.</summary>
internal sealed record ResourcesKnown(ImmutableDictionary<string, Held> Stores)
{
    public static readonly ResourcesKnown None = new(ImmutableDictionary<string, Held>.Empty);

    /// <summary>Names of ended resources.</summary>
    public ImmutableDictionary<ResourceId, string> Ended { get; init; } = ImmutableDictionary<ResourceId, string>.Empty;

    public Held Of(string code) => Stores.GetValueOrDefault(code, Held.None);
}
