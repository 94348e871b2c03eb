using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Places;

namespace Emergency.Server.Features.Places;

/// <summary>All emergency shelters (避难场所). A shelter whose facts are null is there no more and is not listed.</summary>
internal sealed record SheltersKnown(ImmutableDictionary<ShelterId, Shelter> Shelters)
{
    public static readonly SheltersKnown None = new(ImmutableDictionary<ShelterId, Shelter>.Empty);

    /// <summary>What those that were removed or withdrawn had been.</summary>
    public ImmutableDictionary<ShelterId, ShelterFacts> Gone { get; init; } = ImmutableDictionary<ShelterId, ShelterFacts>.Empty;

    public Shelter? Of(ShelterId shelter) => Shelters.GetValueOrDefault(shelter);

    /// <summary>Its name, also where it is there no more.</summary>
    public string? NameOf(ShelterId shelter) => Of(shelter)?.Facts?.Name ?? Gone.GetValueOrDefault(shelter)?.Name;

    /// <summary>Those in a division and all below it.</summary>
    public IEnumerable<Shelter> In(string division) =>
        Shelters.Values.Where(shelter => shelter.Facts is { } facts && facts.Community.StartsWith(division, StringComparison.Ordinal));
}
