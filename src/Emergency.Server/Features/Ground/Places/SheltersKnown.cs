using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Places;

namespace Emergency.Server.Features.Places;

/// <summary>All emergency shelters (避难场所). A shelter whose facts are null no longer exists and is not listed.</summary>
internal sealed record SheltersKnown(ImmutableDictionary<ShelterId, Shelter> Shelters)
{
    public static readonly SheltersKnown None = new(ImmutableDictionary<ShelterId, Shelter>.Empty);

    /// <summary>Last facts of removed or withdrawn shelters.</summary>
    public ImmutableDictionary<ShelterId, ShelterFacts> Gone { get; init; } = ImmutableDictionary<ShelterId, ShelterFacts>.Empty;

    public Shelter? Of(ShelterId shelter) => Shelters.GetValueOrDefault(shelter);

    /// <summary>Name of a shelter, also after its removal.</summary>
    public string? NameOf(ShelterId shelter) => Of(shelter)?.Facts?.Name ?? Gone.GetValueOrDefault(shelter)?.Name;

    /// <summary>Shelters in a division and all below it.</summary>
    public IEnumerable<Shelter> In(string division) =>
        Shelters.Values.Where(shelter => shelter.Facts is { } facts && facts.Community.StartsWith(division, StringComparison.Ordinal));
}
