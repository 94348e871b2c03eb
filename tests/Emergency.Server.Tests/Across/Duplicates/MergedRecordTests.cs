using Emergency.Domain.Places;
using Emergency.Server.Across.Duplicates;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Tests.Duplicates;

/// <summary>Merging of two records of one person; all persons are fictitious.</summary>
public sealed class MergedRecordTests
{
    private static readonly (PersonContact Contact, PersonSensitive Sensitive) Kept = Record("甲", 1),
        Gone = Record("乙", 2);

    /// <summary>Law: for any choice of fields, each is the dissolved record's where it was chosen, else the kept one's.</summary>
    [Fact]
    public void Each_field_comes_from_the_record_from_which_it_was_taken()
    {
        var fields = Enum.GetValues<MergeField>();
        for (var chosen = 0; chosen < 1 << fields.Length; chosen++)
        {
            MergeField[] taken = [.. fields.Where(field => (chosen & (1 << (int)field)) != 0)];
            var (contact, sensitive) = MergedRecord.Of(Kept, Gone, taken);
            foreach (var field in fields)
                Of(field, contact, sensitive)
                    .ShouldBe(
                        taken.Contains(field) ? Of(field, Gone.Contact, Gone.Sensitive) : Of(field, Kept.Contact, Kept.Sensitive),
                        $"{field} of {string.Join(' ', taken)}"
                    );
        }
    }

    [Fact]
    public void Needs_and_kinds_of_both_stay_and_nothing_that_one_of_them_knows_is_lost()
    {
        var (_, both) = MergedRecord.Of(Kept, Gone, []);
        both.Kinds.ShouldBe(["kind-1", "both", "kind-2"]);
        both.Needs.ShouldBe(["need-1", "both", "need-2"]);
        (both.Mobility, both.CareLevel, both.Health, both.Register, both.Capacity, both.CapacityBasis).ShouldBe(
            ("mobility-1", "care-1", "health-1", "register-1", "capacity-1", "basis-1")
        );
        var blank = Kept with
        {
            Sensitive = Kept.Sensitive with
            {
                Mobility = null,
                CareLevel = null,
                Health = null,
                Register = null,
                Capacity = null,
                CapacityBasis = null,
            },
        };
        var (_, filled) = MergedRecord.Of(blank, Gone, []);
        (filled.Mobility, filled.CareLevel, filled.Health, filled.Register, filled.Capacity, filled.CapacityBasis).ShouldBe(
            ("mobility-2", "care-2", "health-2", "register-2", "capacity-2", "basis-2")
        );
        foreach (var (one, other) in ((bool, bool)[])[(false, false), (false, true), (true, false), (true, true)])
            MergedRecord
                .Of(
                    (Kept.Contact, Kept.Sensitive with { LivesAlone = one }),
                    (Gone.Contact, Gone.Sensitive with { LivesAlone = other }),
                    []
                )
                .Sensitive.LivesAlone.ShouldBe(one || other);
    }

    private static object? Of(MergeField field, PersonContact contact, PersonSensitive sensitive) =>
        field switch
        {
            MergeField.Name => contact.Name,
            MergeField.Sex => contact.Sex,
            MergeField.Born => (sensitive.Born, sensitive.BornIn),
            MergeField.IdNumber => sensitive.IdNumber,
            MergeField.Door => (contact.Address, contact.Building, contact.Unit, contact.Floor, contact.Room, contact.Location),
            MergeField.Phones => contact.Phones,
            MergeField.Consent => sensitive.Consent,
            _ => sensitive.CheckedOn,
        };

    private static (PersonContact, PersonSensitive) Record(string name, int n) =>
        (
            new(
                name,
                $"sex-{n}",
                [$"1390000000{n}"],
                $"address-{n}",
                $"building-{n}",
                $"unit-{n}",
                n,
                $"room-{n}",
                new(new(n, n), Datum.Wgs84, new(n, n))
            ),
            new(
                [$"kind-{n}", "both"],
                new(1950 + n, 1, 1),
                $"number-{n}",
                [$"need-{n}", "both"],
                $"mobility-{n}",
                $"care-{n}",
                $"health-{n}",
                n == 2,
                n == 1,
                new(2026, 1, n),
                $"register-{n}"
            )
            {
                BornIn = 1950 + n,
                Capacity = $"capacity-{n}",
                CapacityBasis = $"basis-{n}",
            }
        );
}
