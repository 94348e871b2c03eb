using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Across.Imports;

/// <summary>
/// Loads households and residents at risk. A row changes only the values that it states; unchanged records are left out, since sealing them
/// anew would only look like news.
/// </summary>
internal static class PeopleLoads
{
    public static IEnumerable<Loads> Households(RegisterReading reading, Loading at)
    {
        yield return new Loads<Household>(
            code => Entities.Residents(at.Asked.Realm, code),
            rows => new RecordHouseholds(rows, at.Import, at.Asked.Now),
            [.. reading.Of<HouseholdRow>().Select(row => Piece(row, at)).OfType<Piece<Household>>()]
        );
    }

    public static IEnumerable<Loads> Residents(RegisterReading reading, Loading at)
    {
        var found = reading.Of<ResidentRow>().Select(row => Merged(row, Identities.Of(row, at), at)).ToList();
        // Two rows of one file mean the same person: the second would overwrite the first.
        var seen = new HashSet<PersonId>();
        foreach (var (row, whom) in found)
            if (whom is { } one && !seen.Add(one.Id))
                at.Objections.Add(row, row.Id is null ? "name" : "resident_id", Reasons.DuplicatePerson);
        // A person who has left is brought back by hand only.
        foreach (var (row, whom) in found)
            if (whom is { Known: { Left: not null } left } && left.Community == row.CommunityCode)
                at.Objections.Add(row, row.Id is null ? "name" : "resident_id", Reasons.PersonLeft);
        var rows = found
            .Where(pair => pair.Whom is not null && !at.Objections.Hold(pair.Row))
            .Select(pair => (pair.Row, pair.Whom!.Value.Id, pair.Whom.Value.Known))
            .ToList();
        yield return new Loads<AtRiskResident>(
            code => Entities.Residents(at.Asked.Realm, code),
            persons => new RecordPersons(persons, at.Import, at.Asked.Now),
            [.. rows.Select(one => Piece(one.Row, one.Id, one.Known, at))]
        );
        var guardians = rows.SelectMany(one => GuardianLoads.Beside(one.Row, one.Id, one.Known, at)).ToList();
        if (guardians.Count > 0)
            yield return GuardianLoads.Of(guardians, at);
    }

    // A merged record is also meant by its old number; the one it went into keeps its own.
    private static (ResidentRow Row, (PersonId Id, PersonKnown? Known)? Whom) Merged(
        ResidentRow row,
        (PersonId Id, PersonKnown? Known)? whom,
        Loading at
    ) =>
        whom?.Known?.Left?.Into is { } into && at.Residents.Persons.GetValueOrDefault(into) is { } kept
            ? (row with { Id = kept.Sensitive.Register ?? row.Id }, (kept.Id, kept))
            : (row, whom);

    private static Piece<Household>? Piece(HouseholdRow row, Loading at)
    {
        var number = new RegisterNumber(Divisions.County(row.CommunityCode), row.Id);
        var holders = at.Numbers.Households(number);
        if (holders.Count > 1)
            return Ask(Reasons.NumberTwice);
        var id = holders is [var only]
            ? only.Id
            : new HouseholdId(at.Numbered("household", number, known => at.Residents.Households.ContainsKey(new(known))));
        var known = at.Residents.Households.GetValueOrDefault(id);
        // The number is in use outside the division of the file: its holder is not disclosed.
        if (known is not null && !known.Community.StartsWith(at.Division, StringComparison.Ordinal))
        {
            id = new HouseholdId(at.Holder(id.Value, row.CommunityCode));
            known = at.Residents.Households.GetValueOrDefault(id);
        }
        var was = known is { Erased: false } ? known.Contact : HouseholdContact.Unknown;
        var stays = known?.Community == row.CommunityCode;
        var door = DoorFacts.After(row, row.Address, row.Point, stays ? Door(was) : DoorFacts.None);
        if (known is not null && was.Head.Length > 0 && row.HeadName is { } head && head != was.Head && Elsewhere(row, was, stays))
            return Ask(Reasons.IdentityConflict);
        var contact = new HouseholdContact(
            row.Kept("head_name", row.HeadName, was.Head) ?? "",
            Phones(row, "phone", was.Phones, row.Phones),
            door.Address,
            door.Building,
            door.Unit,
            door.Floor,
            door.Room,
            door.Location,
            row.Id
        );
        var (grid, members) = (
            row.Kept("grid", row.Grid, stays ? known!.Grid : null) ?? "",
            row.Kept("members", row.Members, known?.Members) ?? 0
        );
        at.Differences.Compare(
            row,
            row.Id,
            known is null ? null : Columns(known.Community, known.Grid, known.Members, was),
            Columns(row.CommunityCode, grid, members, contact)
        );
        return new(
            row.CommunityCode,
            id.Value,
            Origin.Of(row),
            () =>
                stays && known is { Erased: false } && known.Contact == contact && known.Grid == grid && known.Members == members
                    ? null
                    : new Household(id, grid, members, at.Sealing.Seal(id.Value, contact))
        );

        Piece<Household>? Ask(string reason)
        {
            at.Objections.Add(row, "household_id", reason);
            return null;
        }
    }

    // True when another head behind another door makes it another household under the same number.
    private static bool Elsewhere(HouseholdRow row, HouseholdContact was, bool stays) =>
        !stays
        || (row.Address.Building is { } building && was.Building is { } known && building != known)
        || (row.Address.Room is { } room && was.Room is { } before && room != before);

    private static Piece<AtRiskResident> Piece(ResidentRow row, PersonId id, PersonKnown? known, Loading at)
    {
        var (was, sense) = known is { Erased: false } ? (known.Contact, known.Sensitive) : (PersonContact.Unknown, PersonSensitive.Unknown);
        var stays = known?.Community == row.CommunityCode;
        var door = DoorFacts.After(row, row.Address, row.Point, stays ? Door(was) : DoorFacts.None);
        var contact = new PersonContact(
            row.Name,
            row.Sex switch
            {
                Sex.Male => "男",
                Sex.Female => "女",
                _ => was.Sex,
            },
            Phones(row, "phone", was.Phones, row.Phones),
            door.Address,
            door.Building,
            door.Unit,
            door.Floor,
            door.Room,
            door.Location
        );
        var (mobility, health) = (
            row.Kept("mobility", row.Mobility, sense.Mobility),
            row.Kept("special_needs", row.NeedsAsWritten, sense.Health)
        );
        var born = row.Kept("birth_date", row.BirthDate, sense.Born);
        var byHand = sense.Needs.Except(AtRisk.Needs(sense.Mobility, sense.Health), StringComparer.Ordinal);
        var needs = ListOf.From(AtRisk.Together(AtRisk.Needs(mobility, health), [.. row.Needs]).Union(byHand, StringComparer.Ordinal));
        var sensitive = new PersonSensitive(
            Kinds(row, sense, needs),
            born,
            row.Kept("id_no", row.IdNumber, sense.IdNumber),
            needs,
            mobility,
            row.Kept("care_level", row.CareLevel, sense.CareLevel),
            health,
            row.LivesAlone ?? sense.LivesAlone,
            row.Consent ?? sense.Consent,
            row.Kept("updated_on", row.UpdatedOn, sense.CheckedOn),
            row.Id ?? sense.Register
        )
        {
            BornIn = born is null ? row.Kept("birth_date", row.BornIn, sense.BornIn) : null,
            Capacity = sense.Capacity,
            CapacityBasis = sense.CapacityBasis,
        };
        // A person who moves to another community does not take the old household along.
        var household = (row.HouseholdId is { } home ? Home(row, home, at) : null) ?? (stays ? known!.Household : null);
        var grid = row.Kept("grid", row.Grid, stays ? known!.Grid : null) ?? "";
        at.Differences.Compare(
            row,
            row.Name,
            known is null ? null : Columns(known.Community, known.Grid, known.Household, was, sense, at),
            Columns(row.CommunityCode, grid, household, contact, sensitive, at),
            known is null ? null : (known.Community, id),
            hidesIllness: known is not null && !known.AllowsIllness(at.Today)
        );
        return new(
            row.CommunityCode,
            id.Value,
            Origin.Of(row),
            () =>
                stays
                && known is { Erased: false }
                && known.Contact == contact
                && known.Sensitive == sensitive
                && known.Household == household
                && known.Grid == grid
                    ? null
                    : new AtRiskResident(
                        id,
                        household,
                        grid,
                        at.Sealing.Seal(id.Value, contact),
                        at.Sealing.Seal(id.Value, sensitive),
                        known?.Helper
                    )
        );
    }

    // No person is left out for a household that the community does not have.
    private static HouseholdId? Home(ResidentRow row, string number, Loading at)
    {
        var own = new RegisterNumber(Divisions.County(row.CommunityCode), number);
        var home = at.Numbers.Households(own) is [var only, ..]
            ? at.Residents.HomeOf(only.Id)
            : new HouseholdId(at.Numbered("household", own, known => at.Residents.Households.ContainsKey(new(known))));
        if (at.Residents.Households.GetValueOrDefault(home)?.Community == row.CommunityCode)
            return home;
        at.Objections.Warn(row, "household_id", Reasons.HouseholdUnknown);
        return null;
    }

    /// <summary>
    /// Kinds after a row. A category in the row replaces the known ones; a category of the whole sheet is added to them. A person who uses
    /// oxygen at home keeps that kind.
    /// </summary>
    private static ListOf<string> Kinds(ResidentRow row, PersonSensitive was, ListOf<string> needs)
    {
        IReadOnlyList<string> kinds =
            row.Kinds.Count == 0 ? was.Kinds
            : row.KindsOfSheet ? [.. was.Kinds.Union(row.Kinds, StringComparer.Ordinal)]
            : row.Kinds;
        return ListOf.From(AtRisk.With(kinds, needs));
    }

    /// <summary>
    /// Phones after a row: a file's phones replace the first known one, and the other known ones follow; without any in the file, all stay.
    /// </summary>
    internal static ListOf<string> Phones(RegisterRow row, string column, ListOf<string> known, ListOf<string> said) =>
        said.Count > 0 ? Loading.Phones([.. said, .. known.Skip(1)])
        : row.Strikes(column) ? []
        : known;

    private static DoorFacts Door(PersonContact of) => new(of.Address, of.Building, of.Unit, of.Floor, of.Room, of.Location);

    private static DoorFacts Door(HouseholdContact of) => new(of.Address, of.Building, of.Unit, of.Floor, of.Room, of.Location);

    private static List<(string, string?)> Columns(string community, string grid, int members, HouseholdContact of) =>
        [
            ("community_code", community),
            ("grid", grid),
            ("members", members.ToString(CultureInfo.InvariantCulture)),
            ("head_name", of.Head),
            ("phone", string.Join('、', of.Phones)),
            .. Door(of).Columns,
        ];

    private static List<(string, string?)> Columns(
        string community,
        string grid,
        HouseholdId? household,
        PersonContact of,
        PersonSensitive also,
        Loading at
    ) =>
        [
            ("community_code", community),
            ("grid", grid),
            (
                "household_id",
                household is { } home ? at.Residents.Households.GetValueOrDefault(home)?.Contact.Register ?? home.ToString() : null
            ),
            ("resident_id", also.Register),
            ("name", of.Name),
            ("sex", of.Sex),
            ("birth_date", also.Born?.ToString("O", null) ?? also.BornIn?.ToString(CultureInfo.InvariantCulture)),
            ("id_no", also.IdNumber),
            ("phone", string.Join('、', of.Phones)),
            .. Door(of).Columns,
            ("category", string.Join('、', also.Kinds)),
            ("needs", string.Join('、', also.Needs)),
            ("mobility", also.Mobility),
            ("special_needs", also.Health),
            ("care_level", also.CareLevel),
            ("lives_alone", also.LivesAlone ? "是" : "否"),
            (
                "consent",
                also.Consent switch
                {
                    true => "是",
                    false => "否",
                    null => null,
                }
            ),
            ("updated_on", also.CheckedOn?.ToString("O", null)),
        ];
}
