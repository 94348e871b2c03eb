using System.Collections.Immutable;
using Emergency.Domain.People;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Teams;

/// <summary>The emergency team (应急队伍) of a community (kind "team", key = its code): members and the dated duty roster (值班). Adults only for
/// rescue (应对法 39, 40).</summary>
public sealed partial record Team(
    ImmutableDictionary<MemberId, Member> Members,
    ImmutableDictionary<DutyKey, Duty> Roster,
    ImmutableDictionary<MemberId, Imported<Member>> MemberImports,
    ImmutableDictionary<DutyKey, Imported<Duty>> DutyImports
)
{
    public static readonly Code UnknownMember = new("team.unknown-member"),
        TurnTaken = new("team.turn-taken"),
        TurnGone = new("team.turn-gone"),
        Erased = new("team.erased"),
        ChangedMeanwhile = new("team.changed-meanwhile"),
        StillRostered = new("team.still-rostered"),
        StillHolds = new("team.still-holds"),
        IsMinor = new("team.minor"),
        DoubleTurn = new("team.double-turn"),
        SwapGone = new("team.swap-gone");
    public static readonly Team None = new(
        ImmutableDictionary<MemberId, Member>.Empty,
        ImmutableDictionary<DutyKey, Duty>.Empty,
        ImmutableDictionary<MemberId, Imported<Member>>.Empty,
        ImmutableDictionary<DutyKey, Imported<Duty>>.Empty
    );

    /// <summary>Members who agreed that their name and phone are posted in public (Changchun 36). The agreement holds for that name and
    /// phone: where they change, or the member goes, it is asked again.</summary>
    public ImmutableHashSet<MemberId> Posted { get; init; } = [];

    /// <summary>Erased members: no file brings them back under the same number.</summary>
    public ImmutableHashSet<MemberId> Gone { get; init; } = [];
}

/// <summary>书记 主任 儿童主任 灾害信息员 网格长 楼栋长 村民小组长 单元长 应急队员 志愿者 村民代表 山洪预警员 避灾点管理员 下沉力量.</summary>
public enum TeamRole
{
    Secretary,
    Director,
    ChildDirector,
    HazardReporter,
    GridChief,
    BuildingChief,
    GroupLeader,
    UnitChief,
    Responder,
    Volunteer,
    VillagerRepresentative,
    FloodWarner,
    ShelterKeeper,
    SunkStaff,
}

/// <summary>在岗 请假 外出. Declining or being away costs nothing.</summary>
public enum Availability
{
    OnPost,
    OnLeave,
    Away,
}

/// <summary>Member of a team. Name and phones are sealed in <paramref name="Contact"/>; grid, building and unit are the member's area of
/// responsibility, not a home.</summary>
/// <param name="Skills">Set only in records stored before <see cref="SealedSkills"/> existed.</param>
/// <param name="Also">Other roles of the same person; null where there are none.</param>
/// <param name="SealedSkills">Skills of the member, sealed under the member's key; null where nothing is known.</param>
public sealed record Member(
    MemberId Id,
    TeamRole Role,
    string? Grid,
    string? Building,
    string? Unit,
    ListOf<string> Skills,
    Availability Availability,
    Sealed Contact,
    ListOf<TeamRole>? Also = null,
    Sealed? SealedSkills = null
)
{
    /// <summary>Tells whether this is one of the member's roles.</summary>
    public bool Is(TeamRole role) => Role == role || Also?.Contains(role) == true;

    public IEnumerable<TeamRole> Roles => Also is null ? [Role] : [Role, .. Also.Where(role => role != Role)];
}

/// <summary>A member's turn of duty.</summary>
/// <param name="Import">Import it came with, if any.</param>
public sealed record Duty(DateOnly Day, Shift Shift, Post Post, MemberId Member, DateTimeOffset From, DateTimeOffset To, ImportId? Import)
    : ITurn<DutyKey>
{
    public DutyKey Key => new(Day, Shift, Post, Member);
    Guid ITurn<DutyKey>.Who => Member.Value;
}

public sealed record DutyKey(DateOnly Day, Shift Shift, Post Post, MemberId Member);

public abstract record TeamCommand : Command;

public sealed record RecordMembers(ListOf<Member> Members, ImportId? Import, DateTimeOffset At) : TeamCommand;

/// <summary>Writes the whole roster of every day it names: turns of those days that it does not contain are struck.</summary>
public sealed record RosterDuty(ListOf<Duty> Duties, DateTimeOffset At) : TeamCommand;

public sealed record RosterTurn(Duty Duty, By By, DateTimeOffset At) : TeamCommand;

public sealed record ChangeTurn(DutyKey Was, Duty Duty, By By, DateTimeOffset At) : TeamCommand;

public sealed record StrikeDuty(DutyKey Duty, By By, DateTimeOffset At) : TeamCommand;

/// <param name="Back">First day on post again, where that is known. Nothing happens automatically on that day.</param>
public sealed record SetAvailability(MemberId Member, Availability Availability, By By, DateTimeOffset At, DateOnly? Back = null)
    : TeamCommand;

/// <summary>Records that a member agrees to be posted with name and phone, in the community and on the public page.</summary>
public sealed record AgreeToPosting(MemberId Member, By By, DateTimeOffset At) : TeamCommand;

/// <summary>Withdraws that agreement; from then on name and phone are posted no more.</summary>
public sealed record WithdrawPosting(MemberId Member, By By, DateTimeOffset At) : TeamCommand;

/// <summary>Destroys the data of a member who has no turn of duty ahead; past turns keep only the id.</summary>
/// <param name="Again">True when an erasure is repeated on a journal restored from a time before it.</param>
public sealed record EraseMember(MemberId Member, ErasureBasis Basis, ListOf<Guid> Keys, By By, DateTimeOffset At, bool Again = false)
    : TeamCommand;

public sealed record UndoTeamImport(ImportId Import, DateTimeOffset At, Slice? Slice = null) : TeamCommand;

public abstract record TeamEvent : Event;

[Stored("team.member-recorded.v1")]
public sealed record MemberRecorded(Member Member, ImportId? Import, DateTimeOffset At) : TeamEvent, IImported;

[Stored("team.member-removed.v1")]
public sealed record MemberRemoved(MemberId Member, ImportId Import, DateTimeOffset At) : TeamEvent;

[Stored("team.duty-rostered.v1")]
public sealed record DutyRostered(Duty Duty, DateTimeOffset At) : TeamEvent, IImported
{
    public ImportId? Import => Duty.Import;
}

/// <param name="Import">Import whose roster replaced this day's; null where a person struck the turn.</param>
[Stored("team.duty-struck.v1")]
public sealed record DutyStruck(DutyKey Duty, DateTimeOffset At, ImportId? Import = null) : TeamEvent;

[Stored("team.availability-set.v1")]
public sealed record AvailabilitySet(MemberId Member, Availability Availability, By By, DateTimeOffset At, DateOnly? Back = null)
    : TeamEvent;

[Stored("team.member-erased.v1")]
public sealed record MemberErased(MemberId Member, ErasureBasis Basis, ListOf<Guid> Keys, By By, DateTimeOffset At) : TeamEvent, IErasure
{
    public Guid Subject => Member.Value;
}

/// <summary>Records the consent itself: its use, the account that entered it, the time.</summary>
[Stored("team.posting-agreed.v1")]
public sealed record PostingAgreed(MemberId Member, By By, DateTimeOffset At) : TeamEvent;

[Stored("team.posting-withdrawn.v1")]
public sealed record PostingWithdrawn(MemberId Member, By By, DateTimeOffset At) : TeamEvent;

public sealed partial record Team
{
    public static Decision Decide(Team state, Command command) =>
        command switch
        {
            TeamByHandCommand c => Decide(state, c),
            TeamUpkeepCommand c => Decide(state, c),
            TeamSwapCommand c => Decide(state, c),
            TeamPassingCommand c => Decide(state, c),
            RecordMembers c when c.Members.FirstOrDefault(member => state.Gone.Contains(member.Id)) is { } gone => Reject(
                Erased,
                gone.Id.ToString()
            ),
            EraseMember c when state.Gone.Contains(c.Member) => Nothing,
            EraseMember { Again: false } c when !state.Members.ContainsKey(c.Member) && !state.Former.ContainsKey(c.Member) => Reject(
                UnknownMember,
                c.Member.ToString()
            ),
            EraseMember { Again: false } c when state.Roster.Values.Ahead(c.Member.Value, c.At).Any() => Reject(
                StillRostered,
                Instant(state.Roster.Values.Where(duty => duty.Member == c.Member).Max(duty => duty.To))
            ),
            EraseMember c => new MemberErased(c.Member, c.Basis, c.Keys, c.By, c.At),
            RecordMembers c => Of(
                Imported
                    .News(c.Members, m => m.Id, id => state.Members.GetValueOrDefault(id))
                    .Select(m => new MemberRecorded(m, c.Import, c.At))
            ),
            RosterDuty c when c.Duties.FirstOrDefault(d => !state.Members.ContainsKey(d.Member)) is { } stranger => Reject(
                UnknownMember,
                stranger.Member.ToString()
            ),
            RosterDuty c => Unless(state.DoubleAfter(c), () => Of(Replace(state, c))),
            RosterTurn c when !state.Members.ContainsKey(c.Duty.Member) => Reject(UnknownMember, c.Duty.Member.ToString()),
            RosterTurn c => Unless(state.Double(c.Duty), () => state.Turns(c.At).Add(c.Duty)),
            ChangeTurn c when !state.Members.ContainsKey(c.Duty.Member) => Reject(UnknownMember, c.Duty.Member.ToString()),
            ChangeTurn c when !state.Roster.ContainsKey(c.Was) => state.Turns(c.At).Swap(c.Was, c.Duty),
            ChangeTurn c => Unless(state.Double(c.Duty, c.Was), () => state.Turns(c.At).Swap(c.Was, c.Duty)),
            StrikeDuty c => state.Turns(c.At).Strike(c.Duty),
            SetAvailability c when !state.Members.ContainsKey(c.Member) => Reject(UnknownMember, c.Member.ToString()),
            SetAvailability c => state.Members[c.Member].Availability == c.Availability && state.UpkeepOf(c.Member).Back == Back(c)
                ? Nothing
                : new AvailabilitySet(c.Member, c.Availability, c.By, c.At, Back(c)),
            AgreeToPosting c when !state.Members.ContainsKey(c.Member) => Reject(UnknownMember, c.Member.ToString()),
            AgreeToPosting c => state.Posted.Contains(c.Member) ? Nothing : new PostingAgreed(c.Member, c.By, c.At),
            WithdrawPosting c => state.Posted.Contains(c.Member) ? new PostingWithdrawn(c.Member, c.By, c.At) : Nothing,
            UndoTeamImport c => Of(Undo(state, c)),
            _ => throw new Unforeseen(command),
        };

    private static DateOnly? Back(SetAvailability c) => c.Availability == Availability.OnPost ? null : c.Back;

    private static IEnumerable<Event> Replace(Team state, RosterDuty c)
    {
        var turns = c.Duties.GroupBy(duty => duty.Key).ToDictionary(same => same.Key, same => same.Last());
        var days = turns.Keys.Select(key => key.Day).ToHashSet();
        foreach (var duty in state.Roster.Values.Where(duty => days.Contains(duty.Day) && !turns.ContainsKey(duty.Key)).InOrder())
            yield return new DutyStruck(duty.Key, c.At, c.Duties[0].Import);
        foreach (var duty in turns.Values.Where(duty => !SameTurn(duty, state.Roster.GetValueOrDefault(duty.Key))))
            yield return new DutyRostered(duty, c.At);
    }

    private Roster<DutyKey, Duty> Turns(DateTimeOffset at) =>
        new(Roster, new(TurnTaken, TurnGone, SameTurn, duty => new DutyRostered(duty, at), key => new DutyStruck(key, at)));

    // The same turn in a later file changes nothing: it still belongs to the first file.
    private static bool SameTurn(Duty duty, Duty? known) => known is not null && duty with { Import = known.Import } == known;

    private static IEnumerable<Event> Undo(Team state, UndoTeamImport c)
    {
        var stands = state;
        // Rows are sorted, because which of two overlapping turns comes back must not depend on the order of a dictionary.
        var rows = state
            .DutyImports.Of(c.Import)
            .Where(row => c.Slice?.Holds(row.Id.Member.Value) ?? true)
            .OrderBy(row => row.Id.Day)
            .ThenBy(row => row.Id.Shift)
            .ThenBy(row => row.Id.Post)
            .ThenBy(row => row.Id.Member.Value);
        foreach (var (key, before) in rows)
        {
            // Turns rostered by hand since then stay: an earlier turn that overlaps one of them does not come back.
            var back = before is not null && stands.Double(before, key) is null ? before with { Import = null } : null;
            if (back is null && !state.Roster.ContainsKey(key))
                continue;
            TeamEvent undone = back is not null ? new DutyRostered(back, c.At) : new DutyStruck(key, c.At);
            stands = Evolve(stands, undone);
            yield return undone;
        }
        foreach (var (id, before) in state.MemberImports.Of(c.Import).Where(row => c.Slice?.Holds(row.Id.Value) ?? true))
            yield return before is null ? new MemberRemoved(id, c.Import, c.At) : new MemberRecorded(before, null, c.At);
    }

    // A turn that the same file first brought and then struck leaves nothing to undo.
    private static ImmutableDictionary<DutyKey, Imported<Duty>> Struck(
        ImmutableDictionary<DutyKey, Imported<Duty>> memory,
        DutyKey key,
        Duty was,
        ImportId file
    ) =>
        memory.GetValueOrDefault(key) switch
        {
            { } known when known.Import == file && known.Before is not null => memory,
            { } known when known.Import == file => known.Earlier is { } earlier ? memory.SetItem(key, earlier) : memory.Remove(key),
            var known => memory.SetItem(key, new Imported<Duty>(file, was, known)),
        };

    public static Team Evolve(Team state, Event happened) =>
        happened switch
        {
            MemberRecorded e => state with
            {
                Members = state.Members.SetItem(e.Member.Id, e.Member),
                MemberImports = state.MemberImports.Remember(e.Member.Id, state.Members.GetValueOrDefault(e.Member.Id), e.Member, e.Import),
                Posted =
                    state.Members.GetValueOrDefault(e.Member.Id)?.Contact == e.Member.Contact
                        ? state.Posted
                        : state.Posted.Remove(e.Member.Id),
                Former = state.Former.Remove(e.Member.Id),
            },
            IByHand => EvolveByHand(state, happened),
            TeamUpkeepEvent e => EvolveUpkeep(state, e),
            TeamSwapEvent e => EvolveSwaps(state, e),
            TeamPassingEvent e => EvolvePassing(state, e),
            MemberRemoved e => state with
            {
                Members = state.Members.Remove(e.Member),
                MemberImports = state.MemberImports.Remove(e.Member),
                Posted = state.Posted.Remove(e.Member),
                Upkeep = state.Upkeep.Remove(e.Member),
            },
            MemberErased e => state with
            {
                Members = state.Members.Remove(e.Member),
                MemberImports = state.MemberImports.Remove(e.Member),
                Posted = state.Posted.Remove(e.Member),
                Former = state.Former.Remove(e.Member),
                Upkeep = state.Upkeep.Remove(e.Member),
                Gone = state.Gone.Add(e.Member),
            },
            AvailabilitySet e when state.Members.TryGetValue(e.Member, out var member) => state with
            {
                Members = state.Members.SetItem(e.Member, member with { Availability = e.Availability }),
                MemberImports = state.MemberImports.Remove(e.Member),
                Upkeep =
                    state.UpkeepOf(e.Member).Back == e.Back
                        ? state.Upkeep
                        : state.Upkeep.SetItem(e.Member, state.UpkeepOf(e.Member) with { Back = e.Back }),
            },
            AvailabilitySet => state, // of somebody a later undo removed: nothing left to change
            PostingAgreed e => state with { Posted = state.Posted.Add(e.Member) },
            PostingWithdrawn e => state with { Posted = state.Posted.Remove(e.Member) },
            DutyRostered e => state with
            {
                Roster = state.Roster.SetItem(e.Duty.Key, e.Duty),
                DutyImports = state.DutyImports.Remember(
                    e.Duty.Key,
                    state.Roster.GetValueOrDefault(e.Duty.Key) is { } was ? was with { Import = null } : null,
                    e.Duty,
                    e.Duty.Import
                ),
            },
            DutyStruck { Import: { } file } e when state.Roster.TryGetValue(e.Duty, out var was) => state with
            {
                Roster = state.Roster.Remove(e.Duty),
                Swaps = state.Swaps.Remove(e.Duty),
                Swapped = state.Swapped.Remove(e.Duty),
                DutyImports = Struck(state.DutyImports, e.Duty, was with { Import = null }, file),
            },
            DutyStruck e => state with
            {
                Roster = state.Roster.Remove(e.Duty),
                Swaps = state.Swaps.Remove(e.Duty),
                Swapped = state.Swapped.Remove(e.Duty),
                DutyImports = state.DutyImports.Remove(e.Duty),
            },
            _ => throw new Unforeseen(happened),
        };
}
