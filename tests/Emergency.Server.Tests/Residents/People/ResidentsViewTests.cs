using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.People;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Tests.People;

public sealed class ResidentsViewTests : IAsyncLifetime
{
    private const string Community = "411502001001",
        Neighbour = "411502001003";
    private static readonly DateTimeOffset At = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 6, 1);
    private static readonly PersonId Old = new(Guid.Parse("0199a0a0-0000-7000-8000-00000000000a")),
        Child = new(Guid.Parse("0199a0a0-0000-7000-8000-00000000000b"));
    private static readonly HouseholdId Home = new(Guid.Parse("0199a0a0-0000-7000-8000-0000000000aa"));
    private static readonly Area Near = new Area.Circle(new(114.07, 32.12), 100);
    private TestKeys _keys = null!;
    private ResidentsView _view = null!;
    private ResidentsKnown _known = ResidentsKnown.None;
    private long _position;

    public async ValueTask InitializeAsync()
    {
        _keys = await TestKeys.Make();
        await _keys.Keyring.Ensure([Old.Value, Child.Value, Home.Value]);
        _view = new ResidentsView(_keys.Sealing);
    }

    public ValueTask DisposeAsync() => _keys.DisposeAsync();

    [Fact]
    public void Who_moves_is_found_where_they_live_now_and_nowhere_else()
    {
        Happens(Person(Old, At: Point(0)));
        _known.PersonsIn(Near).Select(person => person.Id).ShouldBe([Old]);
        Happens(Person(Old, At: Point(0.01)));
        _known.PersonsIn(Near).ShouldBeEmpty();
        _known.PersonsIn(new Area.Circle(new(114.08, 32.12), 100)).Select(person => person.Id).ShouldBe([Old]);
        Happens(Person(Old, At: Point(0.01)), Neighbour);
        _known.PersonsOf(Community).ShouldBeEmpty();
        _known.PersonsOf(Neighbour).Select(person => person.Id).ShouldBe([Old]);
    }

    [Fact]
    public void Who_has_no_point_of_their_own_is_looked_for_at_the_household_s_door()
    {
        Happens(Person(Old, At: null));
        _known.Unlocated(Community).Select(person => person.Id).ShouldBe([Old]);
        Happens(House(Point(0)));
        _known.PersonsIn(Near).Select(person => person.Id).ShouldBe([Old]);
        _known.Unlocated(Community).ShouldBeEmpty();
        Happens(House(Point(0.01)));
        _known.PersonsIn(Near).ShouldBeEmpty();
        Happens(new HouseholdRemoved(Home, new(Guid.CreateVersion7()), At));
        _known.Unlocated(Community).Select(person => person.Id).ShouldBe([Old]);
    }

    [Fact]
    public void Whole_buildings_are_found_by_their_name()
    {
        Happens(House(Point(0)));
        Happens(Person(Old, At: Point(0)));
        _known.PersonsIn(new Area.Named([new(Community, "G1", "1号楼")])).Select(person => person.Id).ShouldBe([Old]);
        _known.HouseholdsIn(new Area.Named([new("411502001")])).Select(home => home.Id).ShouldBe([Home]);
        _known.PersonsIn(new Area.Named([new(Community, "G1", "2号楼")])).ShouldBeEmpty();
        _known.PersonsIn(new Area.Named([new(Neighbour)])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whose_key_is_gone_stays_in_the_count_as_somebody_unknown()
    {
        var recorded = Person(Old, At: Point(0));
        await _keys.Forget(Old.Value);
        _view = new ResidentsView(_keys.Sealing);
        Happens(recorded);
        var person = _known.PersonsOf(Community).Single();
        (person.Erased, person.Contact, person.Sensitive).ShouldBe((true, PersonContact.Unknown, PersonSensitive.Unknown));
        Masks.Name(person.Contact.Name).ShouldBe("");
    }

    [Fact]
    public void A_guardian_is_asked_within_their_dates_and_belongs_to_one_child()
    {
        Happens(Person(Old, At: null));
        Happens(Person(Child, At: null));
        var (mother, granny) = (new GuardianId(Guid.CreateVersion7()), new GuardianId(Guid.CreateVersion7()));
        Happens(Guardian(granny, Child, "委托照护人", to: new(2026, 5, 31)));
        Happens(Guardian(mother, Child, "监护人", to: null));
        _known.Persons[Child].GuardiansOn(Today).Select(guardian => guardian.Id).ShouldBe([mother]);
        _known.Persons[Child].GuardiansOn(new(2026, 5, 31)).Select(guardian => guardian.Id).ShouldBe([mother, granny]);
        Happens(Guardian(granny, Old, "委托照护人", to: null));
        _known.Persons[Child].Guardians.Select(guardian => guardian.Id).ShouldBe([mother]);
        _known.Persons[Old].Guardians.Select(guardian => guardian.Id).ShouldBe([granny]);
        Happens(Person(Old, At: Point(0)));
        _known.Persons[Old].Guardians.Select(guardian => guardian.Id).ShouldBe([granny]);
        Happens(new GuardianRemoved(granny, new(Guid.CreateVersion7()), At));
        _known.Persons[Old].Guardians.ShouldBeEmpty();
    }

    [Fact]
    public void A_child_grows_out_of_the_register_s_word_at_sixteen_and_is_grown_up_at_eighteen()
    {
        Happens(Person(Child, At: null, born: new(2010, 6, 2), kinds: Kinds.LeftBehindMinor));
        var child = _known.Persons[Child];
        child.IsMinor(Today).ShouldBeTrue();
        child.KindsOn(Today).ShouldBe([Kinds.LeftBehindMinor]);
        child.KindsOn(new(2026, 6, 2)).ShouldBeEmpty();
        child.IsMinor(new(2028, 6, 1)).ShouldBeTrue();
        child.IsMinor(new(2028, 6, 2)).ShouldBeFalse();
    }

    /// <summary>A person without a known day of birth counts as a child as long as they could be one.</summary>
    [Theory]
    [InlineData(2008, "2026-12-31", false, true)]
    [InlineData(2008, "2027-01-01", false, false)]
    [InlineData(2007, "2026-01-01", false, false)]
    [InlineData(null, "2026-01-01", false, false)]
    [InlineData(null, "2026-01-01", true, true)]
    public void Who_may_still_be_a_child_by_the_year_of_birth_is_one(int? year, string day, bool leftBehind, bool minor) =>
        new PersonKnown(
            Child,
            null,
            Community,
            "G1",
            PersonContact.Unknown,
            PersonSensitive.Unknown with
            {
                BornIn = year,
                Kinds = leftBehind ? [Kinds.LeftBehindMinor] : [],
            },
            null,
            []
        )
            .IsMinor(DateOnly.Parse(day, CultureInfo.InvariantCulture))
            .ShouldBe(minor);

    [Fact]
    public void What_was_known_before_stays_as_it_was()
    {
        Happens(Person(Old, At: Point(0)));
        var before = _known;
        Happens(new PersonRemoved(Old, new(Guid.CreateVersion7()), At));
        before.PersonsIn(Near).Select(person => person.Id).ShouldBe([Old]);
        _known.PersonsIn(Near).ShouldBeEmpty();
    }

    [Fact]
    public void What_a_guardian_agreed_to_ends_when_the_person_comes_of_age_and_is_asked_again()
    {
        var mother = new GuardianId(Guid.CreateVersion7());
        Happens(Person(Child, At: null, born: new(2008, 6, 2)));
        Happens(Guardian(mother, Child, "监护人", to: null));
        _known.Persons[Child].Deciders(Today).Guardians.ShouldBe([mother]);
        Happens(Given(Child, mother));
        var child = _known.Persons[Child];
        (child.AllowsIllness(Today), child.MustBeAsked(Today)).ShouldBe((true, false));
        var grown = Today.AddDays(1);
        (child.AllowsIllness(grown), child.MustBeAsked(grown), child.Consent(ConsentUse.HealthCare, grown)).ShouldBe(
            (false, true, ConsentState.OfAge)
        );
        Happens(Given(Child, null));
        _known.Persons[Child].AllowsIllness(grown).ShouldBeTrue();
    }

    [Fact]
    public void No_undone_file_and_no_merge_brings_a_withdrawn_consent_back()
    {
        Happens(Person(Old, At: null));
        _known.Persons[Old].AllowsIllness(Today).ShouldBeTrue("the file says yes");
        Happens(new ConsentWithdrawn(Old, Said(Old, null), new(null, null, null), Clerk, At));
        _known.Persons[Old].AllowsIllness(Today).ShouldBeFalse();
        Happens(new PersonRemoved(Old, new(Guid.CreateVersion7()), At));
        Happens(Person(Old, At: null));
        _known.Persons[Old].AllowsIllness(Today).ShouldBeFalse("another file");
        Happens(Person(Child, At: null));
        Happens(new PersonsMerged(Old, Person(Child, At: null).Person, null, Clerk, At));
        _known.Persons[Child].AllowsIllness(Today).ShouldBeFalse("the merged record");
        Happens(new PersonsUnmerged(Person(Old, At: null).Person, Child, null, null, Clerk, At));
        (_known.Persons[Child].AllowsIllness(Today), _known.Persons[Old].AllowsIllness(Today)).ShouldBe((true, false));
    }

    private static readonly By Clerk = new(new("secretary"), Role.Secretary);

    private static ConsentSaid Said(PersonId _, GuardianId? guardian) => new([ConsentUse.HealthCare], guardian, Today);

    private static ConsentGiven Given(PersonId person, GuardianId? guardian) =>
        new(person, Said(person, guardian), null, new(null, null, null), Clerk, At);

    private void Happens(ResidentsEvent told, string community = Community) =>
        _known = (ResidentsKnown)
            ((IView)_view).Fold(
                _known,
                new Happened(
                    new(++_position),
                    Entities.Residents(Entities.Live, community),
                    _position,
                    "",
                    new(Guid.CreateVersion7(), "", "test", "", "", null, At, null),
                    told
                ),
                new Changes()
            );

    private PersonRecorded Person(PersonId id, Located? At, DateOnly? born = null, params string[] kinds) =>
        new(
            new(
                id,
                Home,
                "G1",
                _keys.Sealing.Seal(
                    id.Value,
                    new PersonContact("安拟菊", "女", ["13900000083"], "某小区1号楼", "1号楼", "1单元", 3, "301", At)
                ),
                _keys.Sealing.Seal(
                    id.Value,
                    new PersonSensitive(
                        [.. kinds],
                        born ?? new(1949, 7, 28),
                        null,
                        ["support"],
                        "需协助",
                        "C",
                        null,
                        true,
                        true,
                        null,
                        null
                    )
                )
            ),
            null,
            ResidentsViewTests.At
        );

    private HouseholdRecorded House(Located at) =>
        new(
            new(
                Home,
                "G1",
                2,
                _keys.Sealing.Seal(Home.Value, new HouseholdContact("安拟户", [], null, "1号楼", "1单元", 3, "301", at, null))
            ),
            null,
            At
        );

    private GuardianRecorded Guardian(GuardianId id, PersonId ward, string role, DateOnly? to) =>
        new(
            new(
                id,
                ward,
                _keys.Sealing.Seal(ward.Value, new GuardianContact(role, "邬拟安", "女", ["13900000084"], null, null, null, to, null))
            ),
            null,
            At
        );

    private static Located Point(double east) => new(new(114.07 + east, 32.12), Datum.Wgs84, new(114.07 + east, 32.12));
}
