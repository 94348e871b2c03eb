using System.Collections.Immutable;

namespace Emergency.Domain.Communities;

/// <summary>The emergency team (应急队伍) of a community (kind "team", key = its code): members and the dated duty roster (值班). Adults only for rescue (应对法 39, 40).</summary>
public sealed record Team(ImmutableDictionary<MemberId, Member> Members, ImmutableDictionary<DutyKey, Duty> Roster, ImmutableDictionary<ImportId, ListOf<MemberChange>> Imports)
{
    public static readonly Code UnknownMember = new("team.unknown-member");
    public static readonly Team None = new(ImmutableDictionary<MemberId, Member>.Empty, ImmutableDictionary<DutyKey, Duty>.Empty, ImmutableDictionary<ImportId, ListOf<MemberChange>>.Empty);
}

/// <summary>书记 主任 儿童主任 灾害信息员 网格长 楼栋长 村民小组长 单元长 应急队员 志愿者.</summary>
public enum TeamRole { Secretary, Director, ChildDirector, HazardReporter, GridChief, BuildingChief, GroupLeader, UnitChief, Responder, Volunteer }
/// <summary>在岗 请假 外出. Declining or being away costs nothing.</summary>
public enum Availability { OnPost, OnLeave, Away }
/// <summary>带班 (leads the shift), 值班 (keeps the desk), 应急队 (goes out).</summary>
public enum Post { Lead, Desk, Response }
public enum Shift { Day, Night }

/// <summary>Name and phones are sealed in <paramref name="Contact"/>; grid, building and unit are what the member answers for, not a home.</summary>
public sealed record Member(MemberId Id, TeamRole Role, string? Grid, string? Building, string? Unit, ListOf<string> Skills, Availability Availability, Sealed Contact);
/// <summary>One turn of duty: <paramref name="Day"/> is the day the shift begins in Asia/Shanghai; from and to are instants.</summary>
public sealed record Duty(DateOnly Day, Shift Shift, Post Post, MemberId Member, DateTimeOffset From, DateTimeOffset To, ImportId? Import)
{
    public DutyKey Key => new(Day, Shift, Post, Member);
    public bool Covers(DateTimeOffset at) => From <= at && at < To;
}
public sealed record DutyKey(DateOnly Day, Shift Shift, Post Post, MemberId Member);
/// <summary>What an import did to one member; <paramref name="Before"/> is null where it was new.</summary>
public sealed record MemberChange(MemberId Member, Member? Before);

public abstract record TeamCommand : Command;
public sealed record RecordMembers(ListOf<Member> Members, ImportId? Import, DateTimeOffset At) : TeamCommand;
public sealed record RosterDuty(ListOf<Duty> Duties, DateTimeOffset At) : TeamCommand;
public sealed record StrikeDuty(DutyKey Duty, By By, DateTimeOffset At) : TeamCommand;
public sealed record SetAvailability(MemberId Member, Availability Availability, By By, DateTimeOffset At) : TeamCommand;
public sealed record UndoTeamImport(ImportId Import, DateTimeOffset At) : TeamCommand;

public abstract record TeamEvent : Event;
public sealed record MemberRecorded(Member Member, ImportId? Import, DateTimeOffset At) : TeamEvent, IImported;
public sealed record MemberRemoved(MemberId Member, ImportId Import, DateTimeOffset At) : TeamEvent;
public sealed record DutyRostered(Duty Duty, DateTimeOffset At) : TeamEvent, IImported { public ImportId? Import => Duty.Import; }
public sealed record DutyStruck(DutyKey Duty, DateTimeOffset At) : TeamEvent;
public sealed record AvailabilitySet(MemberId Member, Availability Availability, By By, DateTimeOffset At) : TeamEvent;
