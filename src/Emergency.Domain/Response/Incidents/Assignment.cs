using System.Collections.Immutable;
using Emergency.Domain.Grids;
using Emergency.Domain.Plans;
using Emergency.Domain.Teams;

namespace Emergency.Domain.Incidents;

/// <summary>Door in the area, with the facts that assignment needs: its place, and the helpers paired with its people. In a village
/// <paramref name="Building"/> is the group (组) and <paramref name="Unit"/> is null.</summary>
public sealed record Door(HouseholdId? Household, string Grid, string? Building, string? Unit, ListOf<MemberId> Helpers);

/// <summary>Assigns the steps of a response card to people. Life-safety steps alert everybody they concern at once, whatever the roster
/// says; all other steps follow the roster. Nobody on leave or away is asked; professional steps are given to nobody here (应对法
/// 77).</summary>
public static class Assignment
{
    private const string DoorChain = "door-chain",
        Helper = "helper";

    // Words of a plan's cards, with the codes of the levels they become.
    private static readonly (string Word, string Code, Post Post)[] PostWords =
    [
        ("带班", "lead", Post.Lead),
        ("值班", "desk", Post.Desk),
        ("应急队", "response", Post.Response),
    ];
    private static readonly (string Word, string Code, TeamRole Title)[] TitleWords =
    [
        ("书记", "secretary", TeamRole.Secretary),
        ("主任", "director", TeamRole.Director),
        ("儿童主任", "child-director", TeamRole.ChildDirector),
        ("灾害信息员", "hazard-reporter", TeamRole.HazardReporter),
        ("网格长", "grid-chief", TeamRole.GridChief),
        ("楼栋长", "building-chief", TeamRole.BuildingChief),
        ("村民小组长", "group-leader", TeamRole.GroupLeader),
        ("单元长", "unit-chief", TeamRole.UnitChief),
        ("应急队员", "responder", TeamRole.Responder),
        ("志愿者", "volunteer", TeamRole.Volunteer),
        ("村民代表", "villager-representative", TeamRole.VillagerRepresentative),
        ("山洪预警员", "flood-warner", TeamRole.FloodWarner),
        ("避灾点管理员", "shelter-keeper", TeamRole.ShelterKeeper),
        ("下沉力量", "sunk-staff", TeamRole.SunkStaff),
    ];
    private static readonly Dictionary<string, Post> Posts = PostWords.ToDictionary(p => p.Word, p => p.Post, StringComparer.Ordinal);
    private static readonly Dictionary<string, TeamRole> Titles = TitleWords.ToDictionary(
        t => t.Word,
        t => t.Title,
        StringComparer.Ordinal
    );

    /// <summary>Finds the team role of a card's word; null for a post, the door's chain, or people outside the team.</summary>
    public static TeamRole? RoleOf(string word) => Titles.TryGetValue(word, out var role) ? role : null;

    /// <summary>Finds the word by which cards name a role; null where they have none.</summary>
    public static string? WordOf(TeamRole role) => TitleWords.FirstOrDefault(one => one.Title == role).Word;

    /// <summary>Makes the tasks of a card in one community at one instant. A step for the door's chain becomes one task per building (per
    /// group in a village), or one per stairwell where different people are responsible for it. <paramref name="ids"/> gives the id of the
    /// first, second … task.</summary>
    /// <param name="grounded">Members not sent out as rescuers (<see cref="Team.Grounded"/>); at their own door they are still
    /// asked.</param>
    public static ListOf<PlannedTask> Resolve(
        Card card,
        IEnumerable<Member> members,
        IEnumerable<Duty> roster,
        IEnumerable<Door> doors,
        DateTimeOffset at,
        Func<int, TaskId> ids,
        IReadOnlySet<MemberId>? grounded = null
    )
    {
        var team = new Watch(
            [.. members.Where(m => m.Availability == Availability.OnPost).OrderBy(m => m.Id.Value)],
            [.. roster.Where(d => d.Covers(at))],
            grounded ?? ImmutableHashSet<MemberId>.Empty
        );
        Door[][] stairwells =
        [
            .. doors
                .GroupBy(d => (Grid: d.Unit is null ? d.Grid : "", d.Building, d.Unit))
                .OrderBy(g => g.Key.Grid, StringComparer.Ordinal)
                .ThenBy(g => g.Key.Building, StringComparer.Ordinal)
                .ThenBy(g => g.Key.Unit, StringComparer.Ordinal)
                .Select(g => g.ToArray()),
        ];
        // Several stairwells of a building with exactly the same people become one task with all their doors: somebody goes there once.
        Door[][] entrances =
        [
            .. stairwells
                .GroupBy(here =>
                    (
                        Grid: here[0].Unit is null ? here[0].Grid : "",
                        here[0].Building,
                        People: string.Join(',', Chain(here, team).SelectMany(level => level.Members).Distinct().Order(ById))
                    )
                )
                .Select(same => same.SelectMany(here => here).ToArray()),
        ];
        var tasks = new List<PlannedTask>();
        foreach (var step in card.Steps)
        {
            var byDoor =
                step.Class != TaskClass.Professional && step.Roles.Contains(DoorChain, StringComparer.Ordinal) && entrances.Length > 0;
            // The supplies of a step are needed once, however many stairwells it is given to: its first task asks for them.
            foreach (
                var (nth, entrance) in (
                    byDoor
                        ? entrances
                        :
                        [
                            [],
                        ]
                ).Index()
            )
                tasks.Add(
                    Plan(ids(tasks.Count), step, entrance, team) with
                    {
                        Supplies = nth == 0 && step.Supplies.Count > 0 ? step.Supplies : null,
                    }
                );
        }
        return [.. tasks];
    }

    /// <summary>Returns the members with one entry more for each further grid whose chief they are.</summary>
    public static IEnumerable<Member> OfEachGrid(IEnumerable<Member> members, Quarters quarters) =>
        members.SelectMany(member =>
            quarters
                .Grids.Values.Where(grid => grid.Chief == member.Id && grid.Name != member.Grid)
                .OrderBy(grid => grid.Name, StringComparer.Ordinal)
                .Select(grid => member with { Grid = grid.Name, Building = null, Unit = null, Role = TeamRole.GridChief, Also = null })
                .Prepend(member)
        );

    /// <summary>Returns the steps by which help is asked for: the member named by the asker, members on duty to go out, the lead of the
    /// shift, the secretary, the street, the county. Life-saving help is asked of all of them at once; professional help of none of the
    /// team. No asker is asked to help themself.</summary>
    public static ListOf<Level> Helping(
        HelpKind kind,
        bool life,
        MemberId? named,
        MemberId? asker,
        IEnumerable<Member> members,
        IEnumerable<Duty> roster,
        DateTimeOffset at,
        IReadOnlySet<MemberId> grounded
    )
    {
        var team = new Watch(
            [.. members.Where(m => m.Availability == Availability.OnPost && m.Id != asker).OrderBy(m => m.Id.Value)],
            [.. roster.Where(d => d.Covers(at))],
            grounded
        );
        Level[] steps =
        [
            new(Level.HandedOn, named is { } one ? [one] : []),
            kind == HelpKind.Professionals ? new("", []) : team.On(Post.Response),
            team.On(Post.Lead),
            team.With(TeamRole.Secretary),
        ];
        return life ? Life(steps, team) : Ladder([.. steps, new(Level.StreetOffice, []), new(Level.CountyDesk, [])]);
    }

    private static PlannedTask Plan(TaskId id, Step step, Door[] entrance, Watch team)
    {
        var levels = step.Class switch
        {
            TaskClass.Life => Life(Named(step, entrance, team), team),
            TaskClass.Wait => Ladder([
                .. Named(step, entrance, team),
                team.On(Post.Lead),
                team.With(TeamRole.Secretary),
                new(Level.StreetOffice, []),
            ]),
            _ => [],
        };
        ListOf<HouseholdId> households = [.. entrance.Where(d => d.Household is not null).Select(d => d.Household!.Value).Distinct()];
        return new(
            id,
            step.Id,
            step.Class,
            step.Text,
            null,
            [.. step.Roles.Where(r => r != DoorChain && !Posts.ContainsKey(r) && !Titles.ContainsKey(r))],
            households,
            levels,
            step.AllowSeconds
        );
    }

    private static IEnumerable<Level> Named(Step step, Door[] entrance, Watch team) =>
        step.Roles.SelectMany(role =>
            role == DoorChain ? Chain(entrance, team)
            : Posts.TryGetValue(role, out var post) ? [team.On(post)]
            : Titles.TryGetValue(role, out var title) ? [team.OnDutyElseAll(title)]
            : Enumerable.Empty<Level>()
        );

    private static readonly Comparer<MemberId> ById = Comparer<MemberId>.Create((a, b) => a.Value.CompareTo(b.Value));

    // Nearest first: the chief of the stairwell, then the chief of the building, the grid or group, then members on duty to go out, then
    // helpers paired with somebody there.
    private static IEnumerable<Level> Chain(Door[] entrance, Watch team) =>
        entrance.Length == 0
            ? []
            :
            [
                team.Answering(TeamRole.UnitChief, entrance, (m, d) => m.Unit is not null && m.Unit == d.Unit && m.Building == d.Building),
                team.Answering(TeamRole.BuildingChief, entrance, (m, d) => m.Building is not null && m.Building == d.Building),
                team.Answering(TeamRole.GridChief, entrance, (m, _) => m.Grid is not null),
                team.Answering(
                    TeamRole.GroupLeader,
                    entrance,
                    (m, d) => m.Building is null ? m.Grid is not null : m.Building == d.Building
                ),
                team.On(Post.Response),
                new(Helper, team.OnPost(entrance.SelectMany(d => d.Helpers))),
            ];

    // Everybody once, by the first role that brings them in. If nobody is there, the desk and the lead of the shift; if nobody is on duty
    // either, the secretary; then the street office.
    private static ListOf<Level> Life(IEnumerable<Level> named, Watch team)
    {
        var asked = new HashSet<MemberId>();
        ListOf<Level> levels = [.. named.Select(l => l with { Members = [.. l.Members.Where(asked.Add)] }).Where(l => l.Members.Count > 0)];
        if (levels.Count > 0)
            return levels;
        levels =
        [
            .. new[] { team.On(Post.Desk), team.On(Post.Lead) }
                .Select(l => l with { Members = [.. l.Members.Where(asked.Add)] })
                .Where(l => l.Members.Count > 0),
        ];
        if (levels.Count > 0)
            return levels;
        return team.With(TeamRole.Secretary) is { Members.Count: > 0 } secretary ? [secretary] : [new(Level.StreetOffice, [])];
    }

    // Steps follow one another, empty ones are left out; the same people are never asked twice under another role; the street office comes
    // last.
    private static ListOf<Level> Ladder(IEnumerable<Level> steps)
    {
        var levels = new List<Level>();
        foreach (var step in steps)
            if (
                step.Role is Level.StreetOffice or Level.CountyDesk
                || (step.Members.Count > 0 && !levels.Exists(l => l.Members.ToHashSet().SetEquals(step.Members)))
            )
                levels.Add(step);
        return [.. levels];
    }

    /// <summary>Members present and on duty at this instant.</summary>
    private sealed record Watch(ListOf<Member> Present, ListOf<Duty> Duties, IReadOnlySet<MemberId> Grounded)
    {
        public Level On(Post post) =>
            new(
                Code(post),
                OnPost(Duties.Where(d => d.Post == post && !(post == Post.Response && Grounded.Contains(d.Member))).Select(d => d.Member))
            );

        public Level With(TeamRole title) =>
            new(Code(title), [.. Present.Where(m => m.Is(title) && !Grounded.Contains(m.Id)).Select(m => m.Id).Distinct()]);

        public Level OnDutyElseAll(TeamRole title)
        {
            var all = With(title);
            var onDuty = Duties.Select(d => d.Member).ToHashSet();
            return all.Members.Any(onDuty.Contains) ? all with { Members = [.. all.Members.Where(onDuty.Contains)] } : all;
        }

        public Level Answering(TeamRole title, Door[] entrance, Func<Member, Door, bool> answers) =>
            new(
                Code(title),
                [
                    .. Present
                        .Where(m => m.Is(title) && entrance.Any(d => (m.Grid is null || m.Grid == d.Grid) && answers(m, d)))
                        .Select(m => m.Id)
                        .Distinct(),
                ]
            );

        public ListOf<MemberId> OnPost(IEnumerable<MemberId> members) => [.. members.Where(id => Present.Any(m => m.Id == id)).Distinct()];

        private static string Code(Post post) => PostWords.First(p => p.Post == post).Code;

        private static string Code(TeamRole title) => TitleWords.First(t => t.Title == title).Code;
    }
}
