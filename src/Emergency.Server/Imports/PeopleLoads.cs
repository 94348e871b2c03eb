using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Server.Imports.Reading;
using Emergency.Server.People;

namespace Emergency.Server.Imports;

/// <summary>Households, residents at risk, guardians and caregivers. What is the same as known is left out: sealing it anew would only look like news.</summary>
internal static class PeopleLoads
{
    public static IEnumerable<Loads> Households(RegisterReading reading, Loading at)
    {
        yield return new Loads<Household>(code => Entities.Residents(at.Asked.Realm, code), rows => new RecordHouseholds(rows, at.Import, at.Asked.Now), [.. reading.Of<HouseholdRow>().Select(row => Piece(row, at))]);
    }

    public static IEnumerable<Loads> Residents(RegisterReading reading, Loading at)
    {
        var rows = reading.Of<ResidentRow>().Select(row => (Row: row, Id: Person(row, at))).ToList();
        yield return new Loads<AtRiskResident>(code => Entities.Residents(at.Asked.Realm, code), persons => new RecordPersons(persons, at.Import, at.Asked.Now), [.. rows.Select(pair => Piece(pair.Row, pair.Id, at))]);
        var guardians = rows.SelectMany(pair => Beside(pair.Row, pair.Id, at)).ToList();
        if (guardians.Count > 0) yield return Of(guardians, at);
    }

    public static IEnumerable<Loads> Guardians(RegisterReading reading, Loading at)
    {
        yield return Of([.. reading.Of<GuardianRow>().Select(row => (Row: row, Person: at.ByRegister(row.ResidentId)!)).Select(pair => Piece(
            pair.Person,
            pair.Row.Id is { } number ? new GuardianId(at.Numbered("guardian", number)) : Same(pair.Person, pair.Row.Role, pair.Row.Name)?.Id ?? new GuardianId(at.New(pair.Row)),
            new GuardianContact(pair.Row.Role, pair.Row.Name, pair.Row.Relation, Loading.Phones(pair.Row.Phone, pair.Row.Phone2), pair.Row.Place, pair.Row.IsLocal, pair.Row.ValidFrom, pair.Row.ValidTo, pair.Row.Id), at))], at);
    }

    public static IEnumerable<Loads> Caregivers(RegisterReading reading, Loading at)
    {
        const string role = "委托照护人";
        yield return Of([.. reading.Of<CaregiverRow>().Select(row => (Row: row, Person: at.ByRegister(row.ResidentId)!)).Select(pair => Piece(
            pair.Person,
            Same(pair.Person, role, pair.Row.Name)?.Id ?? new GuardianId(at.New(pair.Row)),
            new GuardianContact(role, pair.Row.Name, pair.Row.Relation, Loading.Phones(pair.Row.Phone), null, null, pair.Row.ValidFrom, pair.Row.ValidTo, null), at))], at);
    }

    private static Loads<Guardian> Of(IReadOnlyList<Piece<Guardian>> pieces, Loading at) =>
        new(code => Entities.Residents(at.Asked.Realm, code), rows => new RecordGuardians(rows, at.Import, at.Asked.Now), pieces);

    private static Piece<Household> Piece(HouseholdRow row, Loading at)
    {
        var id = new HouseholdId(at.Numbered("household", row.Id));
        var contact = new HouseholdContact(row.HeadName ?? "", Loading.Phones(row.Phone), row.Address.Text, row.Address.Building, row.Address.Unit, Floor(row.Address.Floor), row.Address.Room, Loading.At(row.Point), row.Id);
        var (grid, members) = (row.Grid ?? "", row.Members ?? 0);
        return new(row.CommunityCode, id.Value, () => at.Residents.Households.GetValueOrDefault(id) is { } known && known.Contact == contact && known.Grid == grid && known.Members == members && known.Community == row.CommunityCode
            ? null : new Household(id, grid, members, at.Sealing.Seal(id.Value, contact)));
    }

    /// <summary>Who a row speaks of: by register number, else by identity number, else by name and birth date in the same community, else somebody new.</summary>
    private static PersonId Person(ResidentRow row, Loading at) =>
        row.Id is { } number ? new PersonId(at.Numbered("person", number))
        : at.ByIdNumber(row.IdNumber)?.Id
            ?? at.Residents.PersonsOf(row.CommunityCode).FirstOrDefault(known => known.Contact.Name == row.Name && known.Sensitive.Born == row.BirthDate && row.BirthDate is not null)?.Id
            ?? new PersonId(at.New(row));

    private static Piece<AtRiskResident> Piece(ResidentRow row, PersonId id, Loading at)
    {
        var known = at.Residents.Persons.GetValueOrDefault(id);
        var contact = new PersonContact(row.Name, row.Sex switch { Sex.Male => "男", Sex.Female => "女", _ => null }, Loading.Phones(row.Phone), row.Address.Text, row.Address.Building, row.Address.Unit, Floor(row.Address.Floor), row.Address.Room, Loading.At(row.Point));
        var sensitive = new PersonSensitive(ListOf.From(row.Kinds), row.BirthDate, row.IdNumber, ListOf.From(row.Needs), row.Mobility, row.CareLevel, row.NeedsAsWritten, row.LivesAlone ?? false, row.Consent, row.UpdatedOn, row.Id ?? known?.Sensitive.Register);
        var household = row.HouseholdId is { } home ? new HouseholdId(at.Numbered("household", home)) : known?.Household;
        var grid = row.Grid ?? known?.Grid ?? "";
        return new(row.CommunityCode, id.Value, () => known is not null && known.Contact == contact && known.Sensitive == sensitive && known.Household == household && known.Grid == grid && known.Community == row.CommunityCode
            ? null : new AtRiskResident(id, household, grid, at.Sealing.Seal(id.Value, contact), at.Sealing.Seal(id.Value, sensitive), known?.Helper));
    }

    /// <summary>The guardian and caregiver a resident's row names.</summary>
    private static IEnumerable<Piece<Guardian>> Beside(ResidentRow row, PersonId person, Loading at)
    {
        foreach (var (role, contact) in new[] { ("监护人", row.Guardian), ("委托照护人", row.Caregiver) })
        {
            if (contact?.Name is not { Length: > 0 } name) continue;
            var known = at.Residents.Persons.GetValueOrDefault(person);
            var id = (known is null ? null : Same(known, role, name))?.Id ?? new GuardianId(Derived.Id(person.Value, role));
            var plain = new GuardianContact(role, name, contact.Relation, Loading.Phones(contact.Phone), null, null, null, null, null);
            yield return new(row.CommunityCode, person.Value, () => known?.Guardians.FirstOrDefault(one => one.Id == id)?.Contact == plain ? null : new Guardian(id, person, at.Sealing.Seal(person.Value, plain)));
        }
    }

    private static Piece<Guardian> Piece(PersonKnown person, GuardianId id, GuardianContact contact, Loading at) =>
        new(person.Community, person.Id.Value, () => person.Guardians.FirstOrDefault(one => one.Id == id)?.Contact == contact ? null : new Guardian(id, person.Id, at.Sealing.Seal(person.Id.Value, contact)));

    private static GuardianKnown? Same(PersonKnown person, string role, string name) => person.Guardians.FirstOrDefault(guardian => guardian.Contact.Role == role && guardian.Contact.Name == name);

    private static int? Floor(string? text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var floor) ? floor : null;
}
