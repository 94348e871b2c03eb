using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Across.Imports;

/// <summary>
/// Loads guardians and entrusted caregivers, from their own lists and from the rows of their wards. A reused number never turns one ward's
/// guardian into another's.
/// </summary>
internal static class GuardianLoads
{
    private const string Guardian = "监护人",
        Caregiver = "委托照护人",
        Emergency = "紧急联系人";

    public static IEnumerable<Loads> Guardians(RegisterReading reading, Loading at)
    {
        yield return Of(
            [
                .. reading
                    .Of<GuardianRow>()
                    .Select(row => (Row: row, Ward: Numbers.Here(at.Numbers.Persons(row.Resident))[0]))
                    .Select(pair =>
                        Piece(
                            pair.Row,
                            pair.Ward,
                            Id(pair.Row, pair.Ward, at),
                            pair.Row.Role,
                            pair.Row.Name,
                            at,
                            known =>
                                new(
                                    pair.Row.Role,
                                    pair.Row.Name,
                                    pair.Row.Kept("relation", pair.Row.Relation, known?.Relation),
                                    Phones(pair.Row, known),
                                    pair.Row.Kept("place", pair.Row.Place, known?.Where),
                                    pair.Row.IsLocal ?? known?.Local,
                                    pair.Row.Kept("valid_from", pair.Row.ValidFrom, known?.From),
                                    pair.Row.Kept("valid_to", pair.Row.ValidTo, known?.To),
                                    pair.Row.Id ?? known?.Register
                                )
                        )
                    ),
            ],
            at
        );
    }

    public static IEnumerable<Loads> Caregivers(RegisterReading reading, Loading at)
    {
        yield return Of(
            [
                .. reading
                    .Of<CaregiverRow>()
                    .Select(row => (Row: row, Ward: Numbers.Here(at.Numbers.PersonsByIdNumber(row.ResidentIdNumber))[0]))
                    .Select(pair =>
                        Piece(
                            pair.Row,
                            pair.Ward,
                            Same(pair.Ward, Caregiver, pair.Row.Name)?.Id ?? new GuardianId(at.New(pair.Row)),
                            Caregiver,
                            pair.Row.Name,
                            at,
                            known =>
                                new(
                                    Caregiver,
                                    pair.Row.Name,
                                    pair.Row.Kept("relation", pair.Row.Relation, known?.Relation),
                                    PeopleLoads.Phones(pair.Row, "phone", known?.Phones ?? [], pair.Row.Phones),
                                    known?.Where,
                                    known?.Local,
                                    pair.Row.Kept("valid_from", pair.Row.ValidFrom, known?.From),
                                    pair.Row.Kept("valid_to", pair.Row.ValidTo, known?.To),
                                    known?.Register
                                )
                        )
                    ),
            ],
            at
        );
    }

    /// <summary>The guardian, caregiver and emergency contact a resident's row names.</summary>
    public static IEnumerable<Piece<Guardian>> Beside(ResidentRow row, PersonId person, PersonKnown? ward, Loading at)
    {
        foreach (
            var (role, said, column) in new[]
            {
                (Guardian, row.Guardian, "guardian_phone"),
                (Caregiver, row.Caregiver, "caregiver_phone"),
                (Emergency, row.Emergency, "contact_phone"),
            }
        )
        {
            if (said?.Name is not { Length: > 0 } name)
                continue;
            var known = ward is null ? null : Same(ward, role, name);
            var id = known?.Id ?? new GuardianId(Derived.Id(person.Value, role));
            var was = known?.Contact;
            var plain = new GuardianContact(
                role,
                name,
                said.Relation ?? was?.Relation,
                PeopleLoads.Phones(row, column, was?.Phones ?? [], said.Phones),
                was?.Where,
                was?.Local,
                was?.From,
                was?.To,
                was?.Register
            )
            {
                Notice = was?.Notice,
            };
            var before = was ?? ward?.Guardians.FirstOrDefault(one => one.Id == id)?.Contact;
            if (before is not null && before != plain)
                at.Differences.Compare(row, row.Name, Columns(before), Columns(plain), (ward!.Community, person));
            yield return new(
                row.CommunityCode,
                person.Value,
                Origin.Of(row),
                () =>
                    ward?.Community == row.CommunityCode && before == plain
                        ? null
                        : new Guardian(id, person, at.Sealing.Seal(person.Value, plain))
            );
        }
    }

    public static Loads Of(IReadOnlyList<Piece<Guardian>> pieces, Loading at) =>
        new Loads<Guardian>(
            code => Entities.Residents(at.Asked.Realm, code),
            rows => new RecordGuardians(rows, at.Import, at.Asked.Now),
            pieces
        );

    private static Piece<Guardian> Piece(
        RegisterRow row,
        PersonKnown ward,
        GuardianId id,
        string role,
        string name,
        Loading at,
        Func<GuardianContact?, GuardianContact> after
    )
    {
        var before = ward.Guardians.FirstOrDefault(one => one.Id == id)?.Contact;
        var contact = after(before) with { Notice = before?.Notice };
        at.Differences.Compare(row, name, before is null ? null : Columns(before), Columns(contact), (ward.Community, ward.Id));
        return new(
            ward.Community,
            ward.Id.Value,
            Origin.Of(row),
            () => before == contact ? null : new Guardian(id, ward.Id, at.Sealing.Seal(ward.Id.Value, contact))
        );
    }

    private static GuardianId Id(GuardianRow row, PersonKnown ward, Loading at)
    {
        if (row.Id is null)
            return Same(ward, row.Role, row.Name)?.Id ?? new GuardianId(at.New(row));
        var number = row.Resident with { Text = row.Id };
        var first = new GuardianId(at.Numbered("guardian", number, id => at.Numbers.Ward(new(id)) is not null));
        // The number may have been given to this ward's other guardian, or to another ward's: the earlier holder keeps it.
        var mine = ward.Guardians.FirstOrDefault(one => one.Id == first)?.Contact;
        var free = mine is null
            ? at.Numbers.Ward(first) is null
            : mine.Name == row.Name || mine.Relation == row.Relation || row.Phones.Intersect(mine.Phones, StringComparer.Ordinal).Any();
        return free ? first : new GuardianId(at.Holder(first.Value, ward.Id.ToString(), row.Name));
    }

    private static ListOf<string> Phones(GuardianRow row, GuardianContact? known) =>
        Loading.Phones([
            .. row.Phones.Count > 0 || row.Strikes("phone") ? row.Phones : known?.Phones.Take(1) ?? [],
            .. row.OtherPhones.Count > 0 || row.Strikes("phone2") ? row.OtherPhones : known?.Phones.Skip(1) ?? [],
        ]);

    private static GuardianKnown? Same(PersonKnown person, string role, string name) =>
        person.Guardians.FirstOrDefault(guardian => guardian.Contact.Role == role && guardian.Contact.Name == name);

    private static List<(string, string?)> Columns(GuardianContact of) =>
        [
            ("role", of.Role),
            ("name", of.Name),
            ("relation", of.Relation),
            ("phone", string.Join('、', of.Phones)),
            ("place", of.Where),
            (
                "is_local",
                of.Local switch
                {
                    true => "是",
                    false => "否",
                    null => null,
                }
            ),
            ("valid_from", of.From?.ToString("O", null)),
            ("valid_to", of.To?.ToString("O", null)),
            ("guardian_id", of.Register),
        ];
}
