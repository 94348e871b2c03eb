using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Engine;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>
/// Folds the registers of residents and opens sealed data. A person whose key is gone stays in the counts as an unknown
/// person.
/// </summary>
internal sealed partial class ResidentsView(ISealing sealing) : View<ResidentsKnown>
{
    private readonly Sharing _sharing = new();
    protected override IEnumerable<KeptAs> Keeping => new ResidentsKept(sealing, _sharing).All;

    public override string Name => "residents";
    protected override string FoldVersion => "4";
    public override ResidentsKnown Empty => ResidentsKnown.None;

    protected override ResidentsKnown Fork(ResidentsKnown state) =>
        state with
        {
            Persons = state.Persons.Seen(PersonStandIns.StandIn),
            Households = state.Households.Seen(PersonStandIns.StandIn),
        };

    protected override IReadOnlyList<ILights<ResidentsKnown>> Lights { get; } = [new RegisterLights()];

    protected override ResidentsKnown Fold(ResidentsKnown state, Happened happened)
    {
        if (happened.Event is not ResidentsEvent told)
            return state;
        var community = _sharing.Text(happened.Entity.Key);
        return Register(
            Fold(state, happened.Entity, community, told),
            community,
            register =>
                register with
                {
                    At = happened.Position,
                    ConsentsAt = told is ConsentEvent ? happened.Position : register.ConsentsAt,
                }
        );
    }

    private ResidentsKnown Fold(ResidentsKnown state, EntityId register, string community, ResidentsEvent told) =>
        told switch
        {
            // Another register, or an undone file, can still name an erased person.
            PersonRecorded e when state.Erased.Hold(e.Person.Id) => state,
            PersonRecorded e => With(state, Opened(state, community, e.Person)),
            PersonRemoved e => state.Persons.TryGetValue(e.Person, out var person) && person.Community == community
                ? Remembered(Without(state, person), person)
                : state,
            HouseholdRecorded e => With(state, Opened(community, e.Household)),
            HouseholdRemoved e => state.Households.TryGetValue(e.Household, out var household) && household.Community == community
                ? Without(state, household)
                : state,
            GuardianRecorded e => With(Without(state, community, e.Guardian.Id), community, Opened(e.Guardian)),
            GuardianRemoved e => Without(state, community, e.Guardian),
            HelperPaired e => state.Persons.TryGetValue(e.Person, out var person)
                ? state with
                {
                    Persons = state.Persons.SetItem(e.Person, person with { Helper = e.Helper }),
                }
                : state,
            ByHandEvent e => Fold(state, community, e),
            ConsentEvent e => Said(state, e),
            PersonErased e => Without(e.Home is { } home ? With(state, Opened(community, home)) : state, register, e),
            DoubtSettled => state, // questions are looked up in the events themselves
            PersonHeld e => state with { Held = e.Until is { } until ? state.Held.SetItem(e.Person, until) : state.Held.Remove(e.Person) },
            SightApproved e => Register(
                state,
                community,
                register => register with { Approvals = register.Approvals.Add(new(e.Role, e.From, e.To, e.By)) }
            ),
            SightWithdrawn e => Register(
                state,
                community,
                register => register with { Approvals = [.. register.Approvals.Where(one => !one.Is(e.Role, e.From, e.To))] }
            ),
            _ => throw new Unforeseen(told),
        };

    private PersonKnown Opened(ResidentsKnown state, string community, AtRiskResident told)
    {
        var (contact, sensitive) = (sealing.Open<PersonContact>(told.Contact), sealing.Open<PersonSensitive>(told.Sensitive));
        var known = state.Persons.GetValueOrDefault(told.Id);
        var (guardians, consents) = (known?.Guardians ?? [], known?.Consents ?? state.SaidBefore.GetValueOrDefault(told.Id, []));
        return contact is null || sensitive is null
            ? new(
                told.Id,
                told.Household,
                community,
                _sharing.Text(told.Grid),
                PersonContact.Unknown,
                PersonSensitive.Unknown,
                told.Helper,
                guardians,
                Erased: true
            )
            {
                Consents = consents,
            }
            : new(
                told.Id,
                told.Household,
                community,
                _sharing.Text(told.Grid),
                _sharing.Of(contact),
                _sharing.Of(sensitive),
                told.Helper,
                guardians
            )
            {
                Consents = consents,
            };
    }

    private static ResidentsKnown Said(ResidentsKnown state, ConsentEvent told)
    {
        if (state.Erased.Hold(told.Person) || !state.Persons.TryGetValue(told.Person, out var person))
            return state;
        var kept = person.Consents.Where(one => one.Person != told.Person || !told.Said.Uses.Contains(one.Use));
        var said = told.Stands()
            .Select(one => new ConsentKnown(told.Person, one.Use, one.Answer, one.Guardian, one.Day, one.Until, told.Proof.Paper));
        return state with { Persons = state.Persons.SetItem(person.Id, person with { Consents = [.. kept, .. said] }) };
    }

    private static ResidentsKnown Remembered(ResidentsKnown state, PersonKnown person) =>
        person.Consents.Count == 0 ? state : state with { SaidBefore = state.SaidBefore.SetItem(person.Id, person.Consents) };

    private HouseholdKnown Opened(string community, Household told) =>
        sealing.Open<HouseholdContact>(told.Contact) is { } contact
            ? new(told.Id, community, _sharing.Text(told.Grid), told.Members, _sharing.Of(contact), SealedText.KeyOf(told.Contact))
            : new(
                told.Id,
                community,
                _sharing.Text(told.Grid),
                told.Members,
                HouseholdContact.Unknown,
                SealedText.KeyOf(told.Contact),
                Erased: true
            );

    private GuardianKnown? Opened(Guardian told) =>
        sealing.Open<GuardianContact>(told.Contact) is { } contact ? new(told.Id, told.Person, contact) : null;

    private static ResidentsKnown With(ResidentsKnown state, PersonKnown person)
    {
        if (state.Persons.TryGetValue(person.Id, out var before))
            state = Without(state, before);
        state = Register(
            Pointless(state, person, joins: true),
            person.Community,
            register => register with { Persons = register.Persons.Add(person.Id), Departed = register.Departed.Remove(person.Id) }
        );
        return state with
        {
            Persons = state.Persons.SetItem(person.Id, person),
            PersonGrid = state.PointOf(person) is { } point ? state.PersonGrid.Add(person.Id, Ground.At(point)) : state.PersonGrid,
        };
    }

    private static ResidentsKnown Without(ResidentsKnown state, PersonKnown person)
    {
        // A person who has left stands only among the departed.
        if (person.Left is not null)
            return Register(
                state with
                {
                    Persons = state.Persons.Remove(person.Id),
                },
                person.Community,
                register => register with { Departed = register.Departed.Remove(person.Id) }
            );
        state = Register(
            Pointless(state, person, joins: false),
            person.Community,
            register => register with { Persons = register.Persons.Remove(person.Id) }
        );
        return state with
        {
            Persons = state.Persons.Remove(person.Id),
            PersonGrid = state.PointOf(person) is { } point ? state.PersonGrid.Remove(person.Id, Ground.At(point)) : state.PersonGrid,
        };
    }

    private static ResidentsKnown Without(ResidentsKnown state, EntityId register, PersonErased told)
    {
        if (state.Persons.TryGetValue(told.Person, out var person))
        {
            state = person.Guardians.Aggregate(state, (left, guardian) => Without(left, person.Community, guardian.Id));
            state = Without(state, state.Persons[person.Id]);
        }
        return state with
        {
            Erased = state.Erased.With(register, told),
            Given = state.Given.Remove(told.Person),
            SaidBefore = state.SaidBefore.Remove(told.Person),
        };
    }

    private static ResidentsKnown With(ResidentsKnown state, HouseholdKnown household)
    {
        if (state.Households.TryGetValue(household.Id, out var before))
            state = Without(state, before);
        state = Register(state, household.Community, register => register with { Households = register.Households.Add(household.Id) });
        return Homeless(
            state with
            {
                Households = state.Households.SetItem(household.Id, household),
                HouseholdGrid = household.Contact.Location?.Point is { } at
                    ? state.HouseholdGrid.Add(household.Id, Ground.At(at))
                    : state.HouseholdGrid,
            },
            household,
            joins: true
        );
    }

    private static ResidentsKnown Without(ResidentsKnown state, HouseholdKnown household)
    {
        if (household.Into is not null)
            return state with { Households = state.Households.Remove(household.Id) };
        state = Register(
            Homeless(state, household, joins: false),
            household.Community,
            register => register with { Households = register.Households.Remove(household.Id) }
        );
        return state with
        {
            Households = state.Households.Remove(household.Id),
            HouseholdGrid = household.Contact.Location?.Point is { } at
                ? state.HouseholdGrid.Remove(household.Id, Ground.At(at))
                : state.HouseholdGrid,
        };
    }

    // A person without a point of their own moves with the household.
    private static ResidentsKnown Homeless(ResidentsKnown state, HouseholdKnown household, bool joins)
    {
        if (household.Contact.Location?.Point is not { } at || !state.Pointless.TryGetValue(household.Id, out var persons))
            return state;
        return state with
        {
            PersonGrid = persons.Aggregate(
                state.PersonGrid,
                (grid, person) => joins ? grid.Add(person, Ground.At(at)) : grid.Remove(person, Ground.At(at))
            ),
        };
    }

    private static ResidentsKnown Pointless(ResidentsKnown state, PersonKnown person, bool joins)
    {
        if (person.Household is not { } home || person.Location is not null)
            return state;
        var persons = state.Pointless.GetValueOrDefault(home, []);
        persons = joins ? persons.Add(person.Id) : persons.Remove(person.Id);
        return state with { Pointless = persons.IsEmpty ? state.Pointless.Remove(home) : state.Pointless.SetItem(home, persons) };
    }

    private static ResidentsKnown With(ResidentsKnown state, string community, GuardianKnown? guardian)
    {
        if (guardian is null || !state.Persons.TryGetValue(guardian.Person, out var ward))
            return state;
        state = Register(state, community, register => register with { Wards = register.Wards.SetItem(guardian.Id, ward.Id) });
        return state with { Persons = state.Persons.SetItem(ward.Id, ward with { Guardians = ward.Guardians.Add(guardian) }) };
    }

    private static ResidentsKnown Without(ResidentsKnown state, string community, GuardianId guardian)
    {
        if (!state.Register(community).Wards.TryGetValue(guardian, out var id))
            return state;
        state = Register(state, community, register => register with { Wards = register.Wards.Remove(guardian) });
        return state.Persons.TryGetValue(id, out var ward)
            ? state with
            {
                Persons = state.Persons.SetItem(id, ward with { Guardians = [.. ward.Guardians.Where(one => one.Id != guardian)] }),
            }
            : state;
    }

    private static ResidentsKnown Register(ResidentsKnown state, string community, Func<RegisterKnown, RegisterKnown> change) =>
        state with
        {
            Registers = state.Registers.SetItem(community, change(state.Register(community))),
        };
}
