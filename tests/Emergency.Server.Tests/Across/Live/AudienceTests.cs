using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Tests.Live;

/// <summary>
/// The audience of a thing is computed in two ways, for all groups and for one, which must agree; with the broadcasts when it changes.
/// </summary>
public sealed class AudienceTests
{
    private const string Here = "411502001001",
        There = "411502002003";
    private static readonly ImmutableSortedSet<string> Codes = ImmutableSortedSet.Create<string>(
        StringComparer.Ordinal,
        "41",
        "4115",
        "411502",
        "411502001",
        Here,
        "411502001002",
        "411502002",
        There,
        "411503"
    );
    private readonly IView _view = new SheltersView();
    private readonly ShelterId _shelter = new(Guid.CreateVersion7());
    private object _known = SheltersKnown.None;
    private long _position;

    public static TheoryData<string> Places => [.. Codes, "411502001009", "4115020010011", ""];

    [Theory, MemberData(nameof(Places))]
    public void A_group_is_held_exactly_where_it_is_among_the_groups(string code)
    {
        Audience[] all =
        [
            Audience.Division(Entities.Live, code),
            Audience.Within(Entities.Live, code, Codes),
            Audience.Only(Group.Division(Entities.Live, code)),
            Audience.Only(Group.Me("drill-1", new(code))),
        ];
        var groups = Codes
            .Append("4")
            .Append("41150")
            .Append(code)
            .SelectMany(one => new[] { Group.Division(Entities.Live, one), Group.Division("drill-1", one), Group.Me("drill-1", new(one)) })
            .Concat(all.SelectMany(one => one.Groups))
            .Distinct()
            .ToList();
        foreach (var audience in all)
        foreach (var group in groups)
            audience.Holds(group).ShouldBe(audience.Groups.Contains(group), $"{audience} {group}");
    }

    [Fact]
    public void Within_a_division_are_those_that_are_registered_and_itself()
    {
        Audience.Within(Entities.Live, "411502001", Codes).Groups.Select(group => group.Id).ShouldBe(["411502001", Here, "411502001002"]);
        Audience.Within(Entities.Live, "411504", Codes).Groups.ShouldBeEmpty();
    }

    [Fact]
    public void What_moves_to_another_division_is_gone_from_the_old_one_and_from_none_above_both()
    {
        Happens(Recorded(Here)).ShouldAllBe(change => change.Value != null);
        var changes = Happens(Recorded(There));
        changes.Where(one => one.Value is null).Select(one => one.Group.Id).ShouldBe([Here, "411502001"], ignoreOrder: true);
        changes
            .Where(one => one.Value is not null)
            .Select(one => one.Group.Id)
            .ShouldBe([There, "411502002", "411502", "4115", "41"], ignoreOrder: true);
    }

    [Fact]
    public void What_stays_as_it_was_is_not_told_again()
    {
        Happens(Recorded(Here)).Count.ShouldBe(5);
        Happens(Recorded(Here)).ShouldBeEmpty();
    }

    private ShelterRecorded Recorded(string community) =>
        new(new(_shelter, community, "例园中学", "", 300, 900, "", true, true, ["flood"], null, null), null, DateTimeOffset.UnixEpoch);

    private IReadOnlyList<Change> Happens(ShelterEvent happened)
    {
        var changes = new Changes();
        _known = _view.Fold(
            _known,
            new Happened(
                new(++_position),
                Entities.Shelter(Entities.Live, _shelter),
                _position,
                "",
                new(Guid.CreateVersion7(), "", "test", "", "", null, DateTimeOffset.UnixEpoch, null),
                happened
            ),
            changes
        );
        return changes.All;
    }
}
