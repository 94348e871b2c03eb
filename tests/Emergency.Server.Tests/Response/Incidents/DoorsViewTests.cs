using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Tests.Incidents;

public class DoorsViewTests
{
    private const string Community = "411502001001",
        Next = "411502001003";
    private static readonly DateTimeOffset At = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly IncidentId Fire = new(Guid.CreateVersion7());
    private static readonly PersonId One = new(Guid.CreateVersion7()),
        Two = new(Guid.CreateVersion7());
    private static readonly HouseholdId Home = new(Guid.CreateVersion7());
    private static readonly By Chief = new(new("chief"), Role.GridChief);
    private static readonly DoorNote NoNote = new(null, null, null);
    private readonly DoorsView _view = new();
    private readonly Dictionary<(Group, string, string), object?> _told = [];
    private DoorsKnown _known = DoorsKnown.None;
    private long _position;

    [Fact]
    public void Who_watches_the_doors_hears_an_id_and_a_state_and_nothing_else()
    {
        Happens(Counted([new(One, Home), new(Two, Home)], [new(Home, 3)]));
        var news = Happens(new PersonChecked(Fire, Community, One, DoorState.NeedsHelp, new(new("sealed"), null, null), Chief, At))
            .Where(change => change.Group.Kind == "doors")
            .ToList();
        news.ShouldHaveSingleItem().Key.ShouldBe(One.ToString());
        JsonSerializer.Serialize(news[0].Value, Json.Options).ShouldBe($$"""{"personId":"{{One}}","state":"needs-help"}""");
    }

    [Fact]
    public void Divisions_above_and_the_incident_hear_the_three_rows()
    {
        Happens(Counted([new(One, Home)], [new(Home, 3)]));
        var news = Happens(new PersonChecked(Fire, Community, One, DoorState.Safe, NoNote, Chief, At))
            .Where(change => change.View == DoorLights.Figures)
            .ToList();
        news.Select(change => $"{change.Group.Kind} {change.Group.Id} {change.Key}")
            .ShouldBe([
                .. new[] { Community, "411502001", "411502", "4115", "41" }.Select(code => $"division {code} {Fire}/{Community}"),
                $"incident {Fire} {Fire}/{Community}",
                $"incident {Fire} {Fire}",
            ]);
        news.ShouldAllBe(change =>
            ((FiguresLight)change.Value!).AtRisk == new RowShown(1, 1, 0, 0, 0, 0, 0)
            && ((FiguresLight)change.Value!).People == new RowShown(3, 1, 2, 0, 0, 2, 0)
        );
    }

    [Fact]
    public void A_mark_that_moves_no_sum_is_news_too()
    {
        Happens(Counted([new(One, Home)], [new(Home, 1)]));
        var news = Happens(new PersonChecked(Fire, Community, One, DoorState.NobodyCaring, NoNote, Chief, At))
            .Where(change => change.View == DoorLights.Figures)
            .ToList();
        news.ShouldNotBeEmpty();
        var alone = Findings.None with { NobodyCaring = 1 };
        news.ShouldAllBe(change => ((FiguresLight)change.Value!).Found == alone);
    }

    [Fact]
    public void A_mark_told_again_is_no_news()
    {
        Happens(Counted([new(One, Home)], [new(Home, 1)]));
        Happens(new PersonChecked(Fire, Community, One, DoorState.Refuses, NoNote, Chief, At));
        Happens(new PersonChecked(Fire, Community, One, DoorState.Refuses, new(new("sealed"), null, null), Chief, At.AddMinutes(1)))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Who_is_released_disappears_from_the_list()
    {
        Happens(Counted([new(One, Home), new(Two, null)], [new(Home, 1)]));
        var news = Happens(new DoorsCounted(Fire, Community, 2, [], [], [Two], [], [], [], At));
        news.ShouldContain(change => change.Group.Kind == "doors" && change.Key == Two.ToString() && change.Value == null);
    }

    [Fact]
    public void The_incident_s_figures_are_the_sum_of_its_communities()
    {
        Happens(Counted([new(One, Home)], [new(Home, 2)]));
        Happens(new DoorsCounted(Fire, Next, 1, [new(Two, null)], [], [], [], [], [], At));
        _known.Figures(Fire).AtRisk.ToMove.ShouldBe(2);
        ((FiguresLight)_told[(Group.Incident(Entities.Live, Fire), DoorLights.Figures, Fire.ToString())]!).AtRisk.ToMove.ShouldBe(2);
        _known.In(Fire).ShouldBe([Community, Next]);
    }

    [Fact]
    public void Who_joins_late_is_shown_what_the_others_have_heard()
    {
        Happens(Counted([new(One, Home), new(Two, null)], [new(Home, 3)]));
        Happens(new PersonChecked(Fire, Community, One, DoorState.Unreachable, NoNote, Chief, At));
        Happens(new VisitorAdded(Fire, Community, new(Guid.CreateVersion7()), null, DoorState.Safe, new("sealed"), Chief, At));
        Happens(new DoorsCounted(Fire, Community, 2, [], [], [Two], [], [], [], At));
        foreach (
            var group in new[]
            {
                Group.Doors(Entities.Live, Fire, Community),
                Group.Incident(Entities.Live, Fire),
                Group.Division(Entities.Live, "411502"),
            }
        )
        {
            var shown = new Changes();
            _view.Show(_known, Entities.Live, group, shown);
            shown
                .All.Select(change => (change.View, change.Key, change.Value))
                .ShouldBe(
                    _told
                        .Where(pair => pair.Key.Item1 == group && pair.Value is not null)
                        .Select(pair => (pair.Key.Item2, pair.Key.Item3, pair.Value)),
                    ignoreOrder: true
                );
        }
    }

    [Fact]
    public void Once_the_check_is_closed_the_boards_forget_its_figures()
    {
        Happens(Counted([new(One, null)], []));
        Happens(new DoorsClosed(Fire, Community, At))
            .ShouldContain(change =>
                change.Group == Group.Division(Entities.Live, Community) && change.View == DoorLights.Figures && change.Value == null
            );
    }

    private IReadOnlyList<Change> Happens(DoorsEvent told)
    {
        var changes = new Changes();
        var community = told is DoorsCounted { Community: var named } ? named : Community;
        _known = (DoorsKnown)
            ((IView)_view).Fold(
                _known,
                new Happened(
                    new(++_position),
                    Entities.Doors(Entities.Live, Fire, community),
                    _position,
                    "",
                    new(Guid.CreateVersion7(), "", "test", "", "", null, At, null),
                    told
                ),
                changes
            );
        foreach (var change in changes.All)
            _told[(change.Group, change.View, change.Key)] = change.Value;
        return changes.All;
    }

    private static DoorsCounted Counted(ListOf<PersonCopy> persons, ListOf<DoorCopy> households) =>
        new(Fire, Community, 1, persons, households, [], [], [], [], At);
}
