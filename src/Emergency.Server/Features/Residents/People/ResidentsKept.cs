using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Leaves;

namespace Emergency.Server.Features.People;

/// <summary>
/// Stores registers of residents in a checkpoint: opened data is sealed again, each under the key it was stored under,
/// and derived data (points) is derived again.
/// Data under a destroyed key cannot be opened from any checkpoint, not even from an older one.
/// </summary>
internal sealed class ResidentsKept(ISealing sealing, Sharing sharing)
{
    public IEnumerable<KeptAs> All =>
        [
            KeptAs.Make<ResidentsKnown, Registers>(Keep, Restore),
            KeptAs.Make<PersonKnown, Person>(Keep, Restore),
            KeptAs.Make<HouseholdKnown, Household>(Keep, Restore),
        ];

    private sealed record Registers(
        LeafMap<HouseholdId, HouseholdKnown> Households,
        LeafMap<PersonId, PersonKnown> Persons,
        ImmutableDictionary<string, RegisterKnown> ByCommunity,
        TombstonesKnown Erased,
        ImmutableDictionary<PersonId, DateOnly> Held,
        ImmutableDictionary<PersonId, GivenKnown> Given,
        ImmutableDictionary<PersonId, ListOf<ConsentKnown>> SaidBefore,
        bool StandIns,
        ImmutableHashSet<TwoPersons> Apart
    );

    private sealed record Person(
        PersonId Id,
        HouseholdId? Household,
        string Community,
        string Grid,
        Sealed? Contact,
        Sealed? Sensitive,
        MemberId? Helper,
        ListOf<GuardianSealed> Guardians,
        ListOf<ConsentKnown> Consents,
        LeftKnown? Left
    );

    private sealed record GuardianSealed(GuardianId Id, PersonId Person, Sealed Contact);

    private sealed record Household(
        HouseholdId Id,
        string Community,
        string Grid,
        int Members,
        Sealed? Contact,
        Guid Key,
        HouseholdId? Into
    );

    private static Registers Keep(ResidentsKnown all) =>
        new(
            all.Households.All,
            all.Persons.All,
            all.Registers,
            all.Erased,
            all.Held,
            all.Given,
            all.SaidBefore,
            all.Persons.HasLens,
            all.Apart
        );

    private Person Keep(PersonKnown one)
    {
        var key = one.Id.Value;
        var guardians = one
            .Guardians.Select(guardian => (Of: guardian, Contact: Seal(guardian.Person.Value, guardian.Contact)))
            .Where(guardian => guardian.Contact is not null);
        return new(
            one.Id,
            one.Household,
            one.Community,
            one.Grid,
            one.Erased ? null : Seal(key, one.Contact),
            one.Erased ? null : Seal(key, one.Sensitive),
            one.Helper,
            [.. guardians.Select(guardian => new GuardianSealed(guardian.Of.Id, guardian.Of.Person, guardian.Contact!.Value))],
            one.Consents,
            one.Left
        );
    }

    private Household Keep(HouseholdKnown one) =>
        new(one.Id, one.Community, one.Grid, one.Members, one.Erased ? null : Seal(one.Key, one.Contact), one.Key, one.Into);

    // A person erased a moment ago has no key any more, and is unknown from now on.
    private Sealed? Seal<T>(Guid key, T value)
    {
        try
        {
            return sealing.Seal(key, value);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private PersonKnown Restore(Person kept)
    {
        ListOf<GuardianKnown> guardians = [.. kept.Guardians.Select(Restore).OfType<GuardianKnown>()];
        var (contact, sensitive) = (Open<PersonContact>(kept.Contact), Open<PersonSensitive>(kept.Sensitive));
        return contact is null || sensitive is null
            ? new(
                kept.Id,
                kept.Household,
                sharing.Text(kept.Community),
                sharing.Text(kept.Grid),
                PersonContact.Unknown,
                PersonSensitive.Unknown,
                kept.Helper,
                guardians,
                Erased: true
            )
            {
                Left = kept.Left,
                Consents = kept.Consents,
            }
            : new(
                kept.Id,
                kept.Household,
                sharing.Text(kept.Community),
                sharing.Text(kept.Grid),
                sharing.Of(contact),
                sharing.Of(sensitive),
                kept.Helper,
                guardians
            )
            {
                Left = kept.Left,
                Consents = kept.Consents,
            };
    }

    private GuardianKnown? Restore(GuardianSealed kept) =>
        Open<GuardianContact>(kept.Contact) is { } contact ? new(kept.Id, kept.Person, contact) : null;

    private HouseholdKnown Restore(Household kept) =>
        Open<HouseholdContact>(kept.Contact) is { } contact
            ? new(kept.Id, sharing.Text(kept.Community), sharing.Text(kept.Grid), kept.Members, sharing.Of(contact), kept.Key)
            {
                Into = kept.Into,
            }
            : new(
                kept.Id,
                sharing.Text(kept.Community),
                sharing.Text(kept.Grid),
                kept.Members,
                HouseholdContact.Unknown,
                kept.Key,
                Erased: true
            )
            {
                Into = kept.Into,
            };

    private T? Open<T>(Sealed? value)
        where T : class => value is { } text ? sealing.Open<T>(text) : null;

    private ResidentsKnown Restore(Registers kept, ResidentsKnown? live)
    {
        var all = ResidentsKnown.None with
        {
            Households = Book<HouseholdId, HouseholdKnown>.From(kept.Households),
            Persons = Book<PersonId, PersonKnown>.From(kept.Persons),
            Registers = kept.ByCommunity,
            Erased = kept.Erased,
            Held = kept.Held,
            Given = kept.Given,
            SaidBefore = kept.SaidBefore,
            Apart = kept.Apart,
        };
        all =
            live is not null && ReferenceEquals(live.Persons.All, kept.Persons) && ReferenceEquals(live.Households.All, kept.Households)
                ? all with
                {
                    PersonGrid = live.PersonGrid,
                    HouseholdGrid = live.HouseholdGrid,
                    Pointless = live.Pointless,
                }
                : Located(all);
        return kept.StandIns
            ? all with
            {
                Persons = all.Persons.Seen(PersonStandIns.StandIn),
                Households = all.Households.Seen(PersonStandIns.StandIn),
            }
            : all;
    }

    private static ResidentsKnown Located(ResidentsKnown all)
    {
        return all with
        {
            HouseholdGrid = all.HouseholdGrid.AddRange(
                all.Households.Values.Where(one => one is { Into: null, Contact.Location: not null })
                    .Select(one => KeyValuePair.Create(one.Id, Ground.At(one.Contact.Location!.Point)))
            ),
            PersonGrid = all.PersonGrid.AddRange(
                from person in all.Persons.Values
                where person.Left is null
                let point = all.PointOf(person)
                where point is not null
                select KeyValuePair.Create(person.Id, Ground.At(point))
            ),
            Pointless = all
                .Persons.Values.Where(person => person is { Left: null, Household: not null, Location: null })
                .GroupBy(person => person.Household!.Value)
                .ToImmutableDictionary(home => home.Key, home => home.Select(person => person.Id).ToImmutableList()),
        };
    }
}
