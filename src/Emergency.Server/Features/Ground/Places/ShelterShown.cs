using Emergency.Domain;
using Emergency.Domain.Places;

namespace Emergency.Server.Features.Places;

/// <summary>A shelter for the map: a public place, without personal data.</summary>
internal sealed record ShelterShown(
    string Community,
    string Name,
    GeoPoint? Point,
    ListOf<string> Fit,
    bool? Indoor,
    bool? BarrierFree,
    int Capacity,
    int Occupancy,
    bool Open
)
{
    /// <summary>Returns null where it was removed.</summary>
    public static ShelterShown? Of(Shelter shelter) =>
        shelter?.Facts is not { } facts
            ? null
            : new(
                facts.Community,
                facts.Name,
                facts.Location?.Point,
                facts.Fit,
                facts.Indoor,
                facts.BarrierFree,
                facts.Capacity,
                shelter.Occupancy,
                shelter.Open
            );
}
