using Emergency.Domain;
using Emergency.Domain.Places;

namespace Emergency.Server.Features.Places;

/// <summary>A shelter as the map shows it: a public place, nothing of a person is in it.</summary>
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
    /// <summary>Null where it was removed.</summary>
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
