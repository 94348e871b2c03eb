using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Clinics;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Incidents;
using Emergency.Domain.Links;
using Emergency.Domain.People;
using Emergency.Domain.Protection;
using Emergency.Domain.Rhythms;
using Emergency.Domain.Teams;
using Emergency.Domain.TemporaryCare;
using Emergency.Domain.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Reactions;

/// <summary>Consequences of events of people: their visits, their care, their records.</summary>
public sealed class PeopleFollowTests(Borough town)
{
    private const string Here = Borough.Community,
        There = Borough.Neighbour;
    private static readonly By SecretaryHere = World.As(Role.Secretary, Secretary),
        Chief = World.As(Role.GridChief, GridChief),
        Doctor = World.As(Role.Clinic);

    [Fact]
    public async Task Care_of_somebody_whom_nobody_cares_for()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (id, link) = (world.New<CareCaseId>("the case"), world.New<LinkId>("a link"));
        var care = Entities.Care(Entities.Live, id);
        told.Apart().Says("a case of a child with signs of harm", care, Opened(LeftBehind, harm: true));
        told.Apart().Says("a case of an adult with signs of harm", care, Opened(OldWoman, harm: true));
        told.Apart().Says("a case of a child", care, Opened(LeftBehind, harm: false));
        var adult = told.Apart();
        adult.World.Happen(care, Opened(OldWoman, harm: false));
        adult.Says("an adult's case is late", care, new CareLate(1, null, world.Now));
        world.Happen(care, Opened(LeftBehind, harm: false));
        told.Says("a child's case is late", care, new CareLate(1, null, world.Now));
        told.Follow();
        world.Now += TimeSpan.FromMinutes(4);
        told.Says("it is late for the street", care, new CareLate(2, null, world.Now));
        told.Follow();
        foreach (
            var (what, e) in ((string, CareEvent)[])
                [
                    ("the secretary says that they know", new CareSeen(CareParty.Secretary, null, SecretaryHere, world.Now)),
                    ("an adult is named", new AdultNamed(world.Words, null, SecretaryHere, world.Now)),
                    ("care is arranged", new CareArranged(world.Words, world.Words, world.Today, null, SecretaryHere, world.Now)),
                    ("somebody who was not rung looks", new CareChecked(world.Today, null, null, Chief, world.Now)),
                    ("the case ends", new CareEnded(CareExit.GuardianBack, world.Words, SecretaryHere, world.Now)),
                ]
        )
            told.Apart().Says(what, care, e);
        var over = told.Apart();
        over.World.Happen(care, new CareEnded(CareExit.GuardianBack, world.Words, SecretaryHere, world.Now));
        over.Says("a case that has ended is late", care, new CareLate(2, null, world.Now));

        world.Happen(
            Entities.Link(link),
            new LinkMade(LinkPurpose.CareAccept, id.Value, Here, "", "", world.Now.AddHours(48), SecretaryHere, world.Now)
        );
        told.Apart().Says("the offer is declined in the same instant", care, new CareDeclined(null, SecretaryHere, world.Now));
        world.Now += TimeSpan.FromMinutes(1);
        var offer = new CareOffer(CareExit.Relative, world.Words, null, null, null, SecretaryHere);
        foreach (
            var (what, e) in ((string, CareEvent)[])
                [
                    ("another is offered the care", new CareOffered(offer, world.Now)),
                    ("the offer is taken back", new OfferTakenBack(SecretaryHere, world.Now)),
                    ("the offer is declined", new CareDeclined(null, SecretaryHere, world.Now)),
                    ("the case ends with the offer", new CareEnded(CareExit.Relative, world.Words, SecretaryHere, world.Now)),
                    ("the offer is accepted", new CareAccepted(CareAcceptedBy.Paper, null, null, SecretaryHere, world.Now)),
                ]
        )
        {
            var apart = told.Apart();
            apart.World.Happen(care, new CareOffered(offer, world.Now));
            apart.Says(what, care, e);
        }
        told.Hold("care-of-somebody-whom-nobody-cares-for");
    }

    [Fact]
    public async Task A_child_who_may_come_to_harm()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var grown = world.New<PersonId>("somebody of eighteen today");
        await Enter(world, grown, world.Today.AddYears(-18));
        var nearly = world.New<PersonId>("somebody of eighteen tomorrow");
        await Enter(world, nearly, world.Today.AddYears(-18).AddDays(1));
        foreach (var person in (PersonId[])[LeftBehind, grown, nearly, OldWoman])
            told.Apart()
                .Says(
                    $"harm of {world.Text(person)} is reported",
                    Entities.Entrustment(Entities.Live, Here, person),
                    new HarmReported(
                        person,
                        Here,
                        world.New<HarmReportId>("a report"),
                        true,
                        world.Words,
                        [ReportTo.Police],
                        SecretaryHere,
                        world.Now
                    )
                );
        told.Apart().Says("a child without a case is erased", Register(Here), Erased(LeftBehind));
        world.Happen(
            Entities.Protection(Entities.Live, LeftBehind),
            new ProtectionOpened(LeftBehind, Here, ProtectionSource.Report, null, null, [], null, SecretaryHere, world.Now)
        );
        told.Says("a child with a case is erased", Register(Here), Erased(LeftBehind));
        told.Hold("a-child-who-may-come-to-harm");
    }

    /// <summary>
    /// For each event of a record: consequences for a person who is visited, entrusted, a clinic's patient and at the doors of a fire.
    /// </summary>
    [Fact]
    public async Task What_happens_to_records()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (child, guardian) = (LeftBehind, world.New<GuardianId>("the carer"));
        var carer = new Guardian(guardian, child, await Carer(world, guardian, new(2026, 1, 1), new(2026, 12, 31)));
        await Fire(world);
        world.Happen(Entities.Visits(Entities.Live, Here, child), new VisitsPlanned(child, Here, 30, new(2026, 3, 20), null, world.Now));
        world.Happen(Entities.Visits(Entities.Live, Here, child), Made(child, Chief, [VisitFollow.NeedChanged, VisitFollow.Secretary]));
        world.Happen(Entities.Clinic(Entities.Live, Here, child), new ClinicVisitDated(child, Here, new(2026, 3, 1), Doctor, world.Now));
        var record = world.Known.Of<Features.People.ResidentsKnown>().Persons[child];
        var sealedChild = new AtRiskResident(
            child,
            Child,
            "G1",
            await world.Seal(child.Value, record.Contact),
            await world.Seal(child.Value, record.Sensitive)
        );
        var register = Register(Here);
        foreach (var entrusted in (bool[])[false, true])
        {
            if (entrusted)
                world.Happen(register, new GuardianRecorded(carer, null, world.Now));
            foreach (
                var (what, e) in ((string, ResidentsEvent)[])
                    [
                        ("is entered", new PersonEntered(sealedChild, Coming.Found, world.Today, null, SecretaryHere, world.Now)),
                        ("is recorded from a file", new PersonRecorded(sealedChild, null, world.Now)),
                        ("is corrected", new PersonCorrected(sealedChild, [PersonField.Phones], null, SecretaryHere, world.Now)),
                        ("comes back", new PersonReturned(child, Child, world.Today, null, SecretaryHere, world.Now)),
                        ("leaves", new PersonLeft(child, Leaving.Moved, world.Today, null, null, SecretaryHere, world.Now)),
                        ("is removed with a file", new PersonRemoved(child, world.New<ImportId>("a file"), world.Now)),
                        ("is passed on", new PersonPassed(sealedChild, [carer], null, There, null, SecretaryHere, world.Now)),
                        ("is erased", Erased(child)),
                        ("gets a carer", new GuardianEntered(carer, null, SecretaryHere, world.Now)),
                    ]
            )
                told.Apart().Says($"a child{(entrusted ? " who is entrusted" : "")} {what}", register, e);
        }
        var planned = told.Apart();
        planned.World.Do(
            Entities.Entrustment(Entities.Live, Here, child),
            new PlanEntrustment(child, Here, new(2026, 1, 1), new(2026, 12, 31), world.Now)
        );
        planned
            .Apart()
            .Says(
                "a carer is corrected, the term stays",
                register,
                new GuardianCorrected(carer, [GuardianField.Phones], null, SecretaryHere, world.Now)
            );
        var longer = carer with { Contact = await Carer(world, guardian, new(2026, 1, 1), new(2027, 6, 30)) };
        planned
            .Apart()
            .Says(
                "a carer's term is another",
                register,
                new GuardianCorrected(longer, [GuardianField.Term], null, SecretaryHere, world.Now)
            );
        planned
            .Apart()
            .Says(
                "a carer ends",
                register,
                new GuardianEnded(
                    carer with
                    {
                        Contact = await Carer(world, guardian, new(2026, 1, 1), new(2026, 3, 9)),
                    },
                    new(2026, 3, 9),
                    null,
                    SecretaryHere,
                    world.Now
                )
            );
        planned
            .Apart()
            .Says(
                "a child who is checked leaves",
                register,
                new PersonLeft(child, Leaving.Moved, world.Today, null, null, SecretaryHere, world.Now)
            );
        planned.Apart().Says("a child who is checked is erased", register, Erased(child));
        planned
            .Apart()
            .Says(
                "a child who is checked is passed on",
                register,
                new PersonPassed(sealedChild, [carer], null, There, null, SecretaryHere, world.Now)
            );
        var grown = planned.Apart();
        grown.World.Now = Shanghai.At(new(2037, 1, 1), 8);
        grown.Says(
            "the day comes on which the child is of age",
            Entities.Round(DutyRhythm.EntrustedPlan, Here),
            Came(grown.World, DutyRhythm.EntrustedPlan)
        );

        var next = told.Apart();
        next.World.Happen(
            Entities.Clinic(Entities.Live, Here, child),
            new ClinicVisitDated(child, Here, new(2026, 3, 25), Doctor, world.Now)
        );
        next.Says(
            "a child whom the clinic sees next week is passed on",
            register,
            new PersonPassed(sealedChild, [], null, There, null, SecretaryHere, world.Now)
        );
        told.Apart()
            .Says(
                "a record is merged into another",
                register,
                new PersonsMerged(child, sealedChild with { Id = OldWoman }, null, SecretaryHere, world.Now)
            );
        var two = told.Apart();
        two.World.Happen(register, new PersonsMerged(child, sealedChild with { Id = OldWoman }, null, SecretaryHere, world.Now));
        two.Says("and parted again", register, new PersonsUnmerged(sealedChild, OldWoman, null, null, SecretaryHere, world.Now));
        told.Says(
            "a household is passed on",
            register,
            new HouseholdPassed(new(Elder, "G1", 1, world.Words), 1, There, SecretaryHere, world.Now)
        );
        told.Hold("what-happens-to-records");
    }

    /// <summary>For each state in which a person can be found at a door.</summary>
    [Fact]
    public async Task Doors_behind_which_nobody_cares()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (fire, unguarded, elsewhere) = (
            await Fire(world),
            world.New<PersonId>("somebody without capacity"),
            world.New<PersonId>("a child of elsewhere")
        );
        await Enter(world, unguarded, new(1980, 1, 1), kinds: ["unguarded"]);
        await Enter(world, elsewhere, new(2017, 1, 1), community: There);
        var (doors, note) = (Entities.Doors(Entities.Live, fire, Here), new DoorNote(null, null, null));
        foreach (var state in Enum.GetValues<DoorState>())
            told.Apart()
                .Says(
                    $"a child's door: {world.Text(state)}",
                    doors,
                    new PersonChecked(fire, Here, LeftBehind, state, note, Chief, world.Now)
                );
        foreach (var person in (PersonId[])[OldWoman, unguarded, elsewhere])
            told.Apart()
                .Says(
                    $"nobody cares for {world.Text(person)}",
                    doors,
                    new PersonChecked(fire, Here, person, DoorState.NobodyCaring, note, Chief, world.Now)
                );
        told.Apart()
            .Says(
                "nobody cares in a household",
                doors,
                new HouseholdChecked(fire, Here, Child, DoorState.NobodyCaring, [OldWoman, LeftBehind, unguarded], note, Chief, world.Now)
            );
        told.Apart()
            .Says(
                "a household is safe",
                doors,
                new HouseholdChecked(fire, Here, Child, DoorState.Safe, [LeftBehind], note, Chief, world.Now)
            );
        told.Says(
            "somebody says late that nobody cares",
            doors,
            new DoorDisputed(fire, Here, LeftBehind, null, DoorState.NobodyCaring, world.Now, note, Chief, world.Now)
        );
        told.Hold("doors-behind-which-nobody-cares");
    }

    [Fact]
    public async Task Who_leaves_a_team_and_who_is_lent()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var team = Entities.Team(Entities.Live, Here);
        foreach (
            var (key, grants, member) in ((string, Grant[], MemberId)[])
                [
                    ("chief-only", [new(Role.GridChief, new(Here, "G1"))], GridChief),
                    ("chief-of-two", [new(Role.GridChief, new(Here, "G1")), new(Role.Volunteer, new(There))], GridChief),
                    ("somebody-else", [new(Role.UnitChief, new(Here))], UnitChief),
                ]
        )
            world.Happen(
                Entities.Account(new(key)),
                new AccountAdded(world.Words, "–", [.. grants], new(Here, member), SecretaryHere, world.Now)
            );
        told.Apart().Says("a chief leaves", team, new MemberLeft(GridChief, world.Today, null, SecretaryHere, world.Now));
        told.Apart()
            .Says("somebody leaves who has no account", team, new MemberLeft(Volunteer, world.Today, null, SecretaryHere, world.Now));
        var (staff, pool) = (world.New<MemberId>("who is lent"), Entities.Pool(Entities.Live, Borough.Street));
        var lent = new Emergency.Domain.Pools.PoolStaff(staff, "街道办", ["急救"], world.Words);
        world.Happen(pool, new Emergency.Domain.Pools.StaffAdded(lent, SecretaryHere, world.Now));
        told.Says(
            "somebody is lent",
            pool,
            new Emergency.Domain.Pools.StaffLent(lent, new(Here, world.Today, world.Today.AddDays(9)), SecretaryHere, world.Now)
        );
        told.Follow();
        told.Apart()
            .Says(
                "somebody is lent who is in the team",
                pool,
                new Emergency.Domain.Pools.StaffLent(lent, new(Here, world.Today, world.Today.AddDays(9)), SecretaryHere, world.Now)
            );
        told.Says("who was lent leaves", team, new MemberLeft(staff, world.Today, null, SecretaryHere, world.Now));
        told.Says("somebody else leaves", team, new MemberLeft(UnitChief, world.Today, null, SecretaryHere, world.Now));
        told.Hold("who-leaves-a-team-and-who-is-lent");
    }

    private static Emergency.Engine.EntityId Register(string community) => Entities.Residents(Entities.Live, community);

    private static VisitMade Made(PersonId person, By by, ListOf<VisitFollow> follows) =>
        new(
            person,
            Here,
            VisitMeans.Door,
            follows.Count == 0,
            follows,
            null,
            World.Start,
            false,
            true,
            null,
            new(2026, 5, 1),
            null,
            by,
            World.Start
        );

    private static CareOpened Opened(PersonId person, bool harm) =>
        new(person, Here, null, null, harm, World.Start.AddMinutes(4), SecretaryHere, World.Start);

    private static PersonErased Erased(PersonId person) =>
        new(person, new(null, null), ErasureBasis.PurposeFulfilled, [person.Value], null, SecretaryHere, World.Start);

    private static RoundCame Came(World world, string duty) => new(duty, Here, world.Now, world.Now);

    private static Task<Sealed> Carer(World world, GuardianId id, DateOnly from, DateOnly to) =>
        world.Seal(id.Value, new GuardianContact(Features.People.GuardianRoles.Caregiver, "蒋试姨", null, [], null, null, from, to, null));

    private static async Task<IncidentId> Fire(World world)
    {
        var id = world.New<IncidentId>("the fire");
        var incident = Entities.Incident(Entities.Live, id);
        world.Happen(
            incident,
            new IncidentOpened(
                Borough.County,
                Here,
                "G1",
                Category.Fire,
                Priority.Life,
                null,
                null,
                world.New<ReportId>("the call"),
                null,
                null,
                world.Now,
                world.Words,
                SecretaryHere,
                world.Now
            )
        );
        world.Happen(
            incident,
            new ImpactDrawn(new Domain.Places.Area.Circle(new(Borough.Lon, Borough.Lat), 500), [Here], [], 1, SecretaryHere, world.Now)
        );
        await Task.CompletedTask;
        return id;
    }

    private static async Task Enter(
        World world,
        PersonId id,
        DateOnly born,
        string community = Here,
        ListOf<string>? kinds = null,
        ListOf<string>? needs = null
    )
    {
        var contact = await world.Seal(id.Value, new PersonContact("沈例人", "女", [], null, "1号楼", "1单元", 3, "301", null));
        var sensitive = await world.Seal(
            id.Value,
            new PersonSensitive(kinds ?? [], born, null, needs ?? [], null, null, null, false, true, null, null)
        );
        world.Happen(Register(community), new PersonRecorded(new(id, null, "G1", contact, sensitive), null, world.Now));
    }
}
