using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.People;

/// <summary>Facts of a household from a form: its head (户主), door, and number of residents.</summary>
internal sealed record HouseholdText(
    string? Head = null,
    IReadOnlyList<string>? Phones = null,
    string? Address = null,
    string? Grid = null,
    string? Building = null,
    string? Unit = null,
    int? Floor = null,
    string? Room = null,
    int? Members = null
)
{
    /// <summary>Builds the contact. For another door the known point is dropped, because it would be wrong.</summary>
    public HouseholdContact Contact(HouseholdContact? was)
    {
        var (address, building, unit) = (PersonText.Text(Address), PersonText.Text(Building), PersonText.Text(Unit));
        var room = PersonText.Text(Room);
        var same = was is not null && (was.Building, was.Unit, was.Floor, was.Room) == (building, unit, Floor, room);
        return new(Head?.Trim() ?? "", [.. Phones ?? []], address, building, unit, Floor, room, same ? was!.Location : null, was?.Register);
    }

    public IEnumerable<string> Faults(string path) =>
        [
            .. Checks.Text(Head, $"{path}.head", 100, needed: true),
            .. Telephone.Faults(Phones, $"{path}.phones"),
            .. Checks.Need(Members is null or (>= 0 and <= 99), $"{path}.members: 0 to 99"),
            .. new PersonText(Address: Address, Grid: Grid, Building: Building, Unit: Unit, Floor: Floor, Room: Room).Faults(path),
        ];

    /// <summary>Takes a form's changes of a household over into the present record. Fields that are equal in both stay.</summary>
    /// <returns>The new household; the fields that really change; and fields among them that somebody else wrote since they
    /// were loaded.</returns>
    public static (
        (HouseholdContact Contact, string Grid, int Members) Merged,
        ListOf<HouseholdField> Fields,
        IReadOnlyList<HouseholdField> Meanwhile
    ) Take((HouseholdContact Contact, string Grid, int Members) stands, HouseholdText seen, HouseholdText now)
    {
        var (was, next) = (seen.Whole(stands.Contact), now.Whole(stands.Contact));
        var differ = Fields(stands, next);
        ListOf<HouseholdField> fields = [.. Fields(was, next).Where(differ.Contains)];
        var (contact, to) = (stands.Contact, next.Contact);
        if (fields.Contains(HouseholdField.Head))
            contact = contact with { Head = to.Head };
        if (fields.Contains(HouseholdField.Phones))
            contact = contact with { Phones = to.Phones };
        if (fields.Contains(HouseholdField.Address))
            contact = contact with { Address = to.Address };
        if (fields.Contains(HouseholdField.Door))
            contact = contact with { Building = to.Building, Unit = to.Unit, Floor = to.Floor, Room = to.Room, Location = null };
        return (
            (
                contact,
                fields.Contains(HouseholdField.Grid) ? next.Grid : stands.Grid,
                fields.Contains(HouseholdField.Members) ? next.Members : stands.Members
            ),
            fields,
            [.. Fields(was, stands).Where(fields.Contains)]
        );
    }

    private (HouseholdContact Contact, string Grid, int Members) Whole(HouseholdContact was) => (Contact(was), Grid ?? "", Members ?? 0);

    private static ListOf<HouseholdField> Fields(
        (HouseholdContact Contact, string Grid, int Members) was,
        (HouseholdContact Contact, string Grid, int Members) now
    )
    {
        var (one, other) = (was.Contact, now.Contact);
        var doors = (one.Building, one.Unit, one.Floor, one.Room) != (other.Building, other.Unit, other.Floor, other.Room);
        return
        [
            .. new (bool Differs, HouseholdField Field)[]
            {
                (one.Head != other.Head, HouseholdField.Head),
                (one.Phones != other.Phones, HouseholdField.Phones),
                (one.Address != other.Address, HouseholdField.Address),
                (doors, HouseholdField.Door),
                (was.Grid != now.Grid, HouseholdField.Grid),
                (was.Members != now.Members, HouseholdField.Members),
            }
                .Where(row => row.Differs)
                .Select(row => row.Field),
        ];
    }
}

internal sealed record NewHousehold(HouseholdText? Household, string? Why = null)
{
    public static IReadOnlyList<string> Faults(NewHousehold body) =>
        [.. body.Household?.Faults("$.household") ?? ["$.household: needed"], .. Checks.Text(body.Why, "$.why", 500)];
}

/// <param name="Was">The household as it was loaded.</param>
internal sealed record NewHouseholdCorrection(HouseholdText? Was, HouseholdText? Now, string? Why = null)
{
    public static IReadOnlyList<string> Faults(NewHouseholdCorrection body) =>
        [
            .. Checks.Need(body.Was is not null, "$.was: needed"),
            .. body.Now?.Faults("$.now") ?? ["$.now: needed"],
            .. Checks.Text(body.Why, "$.why", 500),
        ];
}

/// <param name="Household">The new one. Its members are taken from the old one.</param>
/// <param name="NewHead">New head of the old one, where its head leaves with the others.</param>
internal sealed record NewSplit(
    HouseholdText? Household,
    IReadOnlyList<PersonId>? Persons = null,
    string? NewHead = null,
    string? Why = null
)
{
    public static IReadOnlyList<string> Faults(NewSplit body) =>
        [
            .. body.Household?.Faults("$.household") ?? ["$.household: needed"],
            .. Checks.Need(body.Household?.Members is >= 1, "$.household.members: 1 to 99"),
            .. Checks.Need((body.Persons ?? []).Count <= 99, "$.persons: at most 99"),
            .. Checks.Text(body.NewHead, "$.newHead", 100),
            .. Checks.Text(body.Why, "$.why", 500),
        ];
}

internal sealed record NewMerge(HouseholdId? Into, string? Why = null)
{
    public static IReadOnlyList<string> Faults(NewMerge body) =>
        [.. Checks.Need(body.Into is not null, "$.into: a household"), .. Checks.Text(body.Why, "$.why", 500)];
}
