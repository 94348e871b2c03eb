using Emergency.Domain.People;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.People;

/// <summary>Moving to another community, an act of two.</summary>
public sealed class GivingStories
{
    private static readonly Household Home = new(Id<HouseholdId>(1), G1, 2, Hidden("户主"));
    private static readonly AtRiskResident Grandmother = new(Id<PersonId>(1), Home.Id, G1, Hidden("柳样氏"), Hidden("独居")),
        There = Grandmother with { Household = Id<HouseholdId>(7), Grid = "G7", Contact = Hidden("新门") };
    private static readonly Guardian Son = new(Id<GuardianId>(1), Grandmother.Id, Hidden("柳试波"));
    private static readonly GivePerson Give = new(Grandmother.Id, Neighbours, Hidden("随子女"), Secretary, Night);
    private static readonly PassPerson Pass = new(There, SeenPerson.Of(Grandmother), Neighbours, null, StreetOfficer, After(1));

    private static Story Registered() =>
        Story
            .Of(Noun.Residents)
            .Given(
                new HouseholdRecorded(Home, null, Night),
                new PersonRecorded(Grandmother, null, Night),
                new GuardianRecorded(Son, null, Night),
                new PersonHeld(Grandmother.Id, Today, StreetOfficer, Night)
            );

    [Fact]
    public void Who_is_given_stays_listed_until_the_other_takes() =>
        Registered()
            .When(Pass)
            .Refused(Residents.NotGiven)
            .When(Give)
            .Then(new PersonGiven(Grandmother.Id, Neighbours, Hidden("随子女"), Secretary, Night))
            .Now<Residents>(r => r.Persons.Count.ShouldBe(1))
            .When(Give)
            .Nothing()
            .When(Give with { To = "411502001009" })
            .Refused(Residents.GivenAlready, Neighbours)
            .When(Pass with { Seen = Pass.Seen with { Grid = G2 } })
            .Refused(Residents.ChangedMeanwhile)
            .When(Pass)
            .Then(new PersonPassed(There, [Son], Today, Neighbours, null, StreetOfficer, After(1)))
            .Now<Residents>(r =>
                (r.Persons.Count, r.Guardians.Count, r.Holds.Count, r.Departed[Grandmother.Id].To, r.Households[Home.Id].Members).ShouldBe(
                    (0, 0, 0, Neighbours, 1)
                )
            )
            .When(new ReturnPerson(Grandmother.Id, null, Today, null, Secretary, After(2)))
            .Refused(Residents.TakenOver, Neighbours)
            .When(Give)
            .Refused(Residents.TakenOver);

    [Fact]
    public void The_first_takes_it_back_and_the_second_refuses() =>
        Registered()
            .When(new CancelGiving(Grandmother.Id, null, Secretary, Night))
            .Refused(Residents.NotGiven)
            .When(Give)
            .When(new CancelGiving(Grandmother.Id, null, Secretary, After(1)))
            .Then<GivingCancelled>(e => e.Person.ShouldBe(Grandmother.Id))
            .When(Pass)
            .Refused(Residents.NotGiven)
            .When(Give)
            .When(new RefuseGiving(Grandmother.Id, Community, null, StreetOfficer, After(2)))
            .Refused(Residents.NotGiven)
            .When(new RefuseGiving(Grandmother.Id, Neighbours, Hidden("不住这里"), StreetOfficer, After(2)))
            .Then<GivingRefused>(e => e.To.ShouldBe(Neighbours))
            .Now<Residents>(r => (r.Persons.Count, r.Given.Count).ShouldBe((1, 0)));

    [Fact]
    public void The_other_register_has_the_same_person_with_guardians_and_hold()
    {
        var take = new TakePerson(There with { Household = null }, [Son], Today, Community, null, StreetOfficer, After(1));
        Story
            .Of(Noun.Residents)
            .When(take with { Person = There })
            .Then<PersonTaken>(e => (e.Person.Id, e.Person.Household, e.From).ShouldBe((Grandmother.Id, null, Community)))
            .Now<Residents>(r => (r.Persons.Count, r.Guardians.Count, r.Holds[Grandmother.Id]).ShouldBe((1, 1, Today)))
            .When(take)
            .Nothing();
        Story.Of(Noun.Residents).Given(ErasureLadder.Gone).When(take with { Person = There with { Id = ErasureLadder.Someone } }).Nothing();
    }

    [Fact]
    public void Nobody_is_lost_or_doubled_by_any_acts_of_two_communities() =>
        Any.Holds(
            length: 60,
            times: 200,
            acts =>
            {
                var registers = new[] { Residents.None, Residents.None };
                var (members, persons) = (0, 0);
                foreach (var act in acts)
                {
                    var any = new Any(act);
                    var at = any.One<bool>() ? 0 : 1;
                    var command = Command(any, registers[at], at);
                    if (command is EnterPerson { Person.Id: var twice } && registers.Any(r => Knows(r, twice)))
                        continue; // the endpoint checks this: nobody is entered in two communities
                    if (Residents.Decide(registers[at], command) is not Decision.Happened { Events: var events })
                        continue;
                    foreach (var e in events)
                    {
                        var before = Members(registers[at]);
                        registers[at] = Residents.Evolve(registers[at], e);
                        members += Expected(e);
                        persons +=
                            e is PersonEntered or PersonReturned ? 1
                            : e is PersonLeft ? -1
                            : 0;
                        (Members(registers[at]) - before).ShouldBe(Expected(e), $"{e}");
                        if (e is not PersonPassed passed)
                            continue;
                        var other = 1 - at;
                        var taken = new TakePerson(passed.Person, passed.Guardians, passed.Held, "a", null, passed.By, passed.At);
                        var told = ((Decision.Happened)Residents.Decide(registers[other], taken)).Events;
                        before = Members(registers[other]);
                        registers[other] = told.Aggregate(registers[other], Residents.Evolve);
                        members += Members(registers[other]) - before;
                    }
                    registers.Sum(r => r.Persons.Count).ShouldBe(persons);
                    registers.Sum(Members).ShouldBe(members);
                    foreach (var register in registers)
                    foreach (var home in register.Households.Values)
                        home.Members.ShouldBeGreaterThanOrEqualTo(register.Persons.Values.Count(one => one.Household == home.Id));
                    registers[0].Persons.Keys.Intersect(registers[1].Persons.Keys).ShouldBeEmpty();
                }
            }
        );

    private static bool Knows(Residents register, PersonId id) => register.Persons.ContainsKey(id) || register.Departed.ContainsKey(id);

    private static int Members(Residents register) => register.Households.Values.Sum(home => home.Members);

    private static int Expected(Event e) =>
        e switch
        {
            HouseholdEntered h => h.Household.Members,
            PersonEntered { Person.Household: not null } => 1,
            PersonReturned { Household: not null } => 1,
            PersonLeft { Where: { Text: "housed" } } => -1,
            PersonPassed { Why: { Text: "housed" } } => -1,
            _ => 0,
        };

    // Every person and household exists or could: most commands succeed.
    private static ResidentsCommand Command(Any any, Residents state, int at)
    {
        PersonId Person() => Id<PersonId>(1 + (Number(any) % 6));
        HouseholdId House() => Id<HouseholdId>(1 + (2 * (Number(any) % 4)) + at);
        Sealed? Housed(PersonId id) => state.Persons.GetValueOrDefault(id)?.Household is null ? null : new Sealed("housed");
        var (person, house, by) = (Person(), House(), any.One<By>());
        var known = state.Persons.GetValueOrDefault(person);
        HouseholdId? living = any.One<bool>() ? house : null;
        switch (Number(any) % 9)
        {
            case 0:
                return new EnterHousehold(new(house, G1, Number(any) % 4, Hidden("户")), null, by, Night);
            case 1:
                return new EnterPerson(new(person, living, G1, Hidden("人"), Hidden("")), Coming.MovedIn, Today, null, by, Night);
            case 2:
                return new LeavePerson(person, any.One<Leaving>(), Today, Housed(person), null, by, Night);
            case 3:
                return new ReturnPerson(person, living, Today, null, by, Night);
            case 4 when known is { Household: not null }:
                return new CorrectPerson(known with { Household = house }, SeenPerson.Of(known), [], null, by, Night);
            case 5 when state.Households.TryGetValue(house, out var old):
                return new SplitHousehold(
                    house,
                    new(House(), G2, 1 + (Number(any) % 3), Hidden("分")),
                    old.Contact,
                    old.Contact,
                    [.. Movers(state, house).Take(Number(any) % 2)],
                    null,
                    by,
                    Night
                );
            case 6:
                return new MergeHouseholds(house, House(), [.. Movers(state, house)], null, by, Night);
            case 7:
                return new GivePerson(person, "b", null, by, Night);
            default:
                return known is null
                    ? new GivePerson(person, "b", null, by, Night)
                    : new PassPerson(known with { Household = null }, SeenPerson.Of(known), "b", Housed(person), by, Night);
        }
    }

    private static IEnumerable<Mover> Movers(Residents state, HouseholdId house) =>
        state
            .Persons.Values.Where(one => one.Household == house)
            .OrderBy(one => one.Id.Value)
            .Select(one => new Mover(one.Id, one.Contact, one.Contact));

    private static int Number(Any any) => any.Among([.. Enumerable.Range(0, 72)]);
}
