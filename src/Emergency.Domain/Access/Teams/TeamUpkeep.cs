using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Teams;

/// <summary>Training of a member, and its last valid day if it ends.</summary>
/// <param name="What">Mark of the text that distinguishes 训练 or certificates: the newest of each mark is kept. For trainings noted before
/// texts were sealed, the text itself.</param>
/// <param name="Until">Last valid day; null where it does not end.</param>
/// <param name="Text">训练 or certificate, up to 40 characters, sealed under the member's key.</param>
public sealed record Training(string What, DateOnly Day, DateOnly? Until, Sealed? Text = null);

/// <summary>Accident insurance of a member (应对法 40).</summary>
/// <param name="What">Set only in records stored before <see cref="Text"/> existed.</param>
/// <param name="Until">Last insured day; null: somebody looked, and there is none.</param>
/// <param name="Text">Name of the insurance, sealed under the member's key.</param>
public sealed record Insurance(string? What, DateOnly? Until, Sealed? Text = null)
{
    public bool Covers(DateOnly day) => Until >= day;
}

/// <summary>领走的: gear, or keys that open doors.</summary>
public enum EquipmentKind
{
    Gear,
    Key,
}

/// <summary>Item a member has been given to keep.</summary>
/// <param name="What">Name with number: 手台 1 部.</param>
public sealed record Issued(EquipmentId Id, EquipmentKind Kind, string What, DateOnly Day);

/// <summary>Facts the team keeps of a member beside the register; no file touches them.</summary>
/// <param name="Insurance">Null where nobody has noted anything.</param>
/// <param name="Back">First day back on post of a member on leave or away.</param>
public sealed record Upkeep(ListOf<Training> Trainings, Insurance? Insurance, ListOf<Issued> Equipment, DateOnly? Back)
{
    public static readonly Upkeep None = new([], null, [], null);

    public bool Trained(DateOnly day) => Trainings.Any(one => one.Until is null || one.Until >= day);
}

public abstract record TeamUpkeepCommand : TeamCommand
{
    public abstract MemberId Member { get; init; }
}

/// <param name="Instead">Training that it replaces, where that was noted under its text.</param>
public sealed record NoteTraining(MemberId Member, Training Training, By By, DateTimeOffset At, string? Instead = null) : TeamUpkeepCommand;

/// <summary>Removes a training that was noted by mistake.</summary>
public sealed record StrikeTraining(MemberId Member, string What, By By, DateTimeOffset At) : TeamUpkeepCommand;

public sealed record SetInsurance(MemberId Member, Insurance Insurance, By By, DateTimeOffset At) : TeamUpkeepCommand;

public sealed record IssueEquipment(MemberId Member, Issued Issued, By By, DateTimeOffset At) : TeamUpkeepCommand;

/// <param name="To">New keeper; null: it is back in the store.</param>
public sealed record TakeBackEquipment(MemberId Member, EquipmentId Equipment, MemberId? To, By By, DateTimeOffset At) : TeamUpkeepCommand;

public abstract record TeamUpkeepEvent : TeamEvent
{
    public abstract MemberId Member { get; init; }
}

[Stored("team.training-noted.v1")]
public sealed record TrainingNoted(MemberId Member, Training Training, By By, DateTimeOffset At, string? Instead = null) : TeamUpkeepEvent;

[Stored("team.training-struck.v1")]
public sealed record TrainingStruck(MemberId Member, string What, By By, DateTimeOffset At) : TeamUpkeepEvent;

[Stored("team.insurance-set.v1")]
public sealed record InsuranceSet(MemberId Member, Insurance Insurance, By By, DateTimeOffset At) : TeamUpkeepEvent;

[Stored("team.equipment-issued.v1")]
public sealed record EquipmentIssued(MemberId Member, Issued Issued, By By, DateTimeOffset At) : TeamUpkeepEvent;

[Stored("team.equipment-returned.v1")]
public sealed record EquipmentReturned(MemberId Member, EquipmentId Equipment, MemberId? To, By By, DateTimeOffset At) : TeamUpkeepEvent;

public sealed partial record Team
{
    private static readonly TeamRole[] Outgoing = [TeamRole.Responder, TeamRole.Volunteer, TeamRole.SunkStaff];

    /// <summary>Upkeep by member; a member who is missing here has nothing noted.</summary>
    public ImmutableDictionary<MemberId, Upkeep> Upkeep { get; init; } = ImmutableDictionary<MemberId, Upkeep>.Empty;

    public Upkeep UpkeepOf(MemberId member) => Upkeep.GetValueOrDefault(member, Teams.Upkeep.None);

    /// <summary>Tells whether a member is insured on a day. Without a note a member counts as not insured.</summary>
    public bool Insured(MemberId member, DateOnly day) => UpkeepOf(member).Insurance?.Covers(day) == true;

    /// <summary>Tells whether a member has a training that is valid on a day. Without a note a member counts as not trained.</summary>
    public bool Trained(MemberId member, DateOnly day) => UpkeepOf(member).Trained(day);

    /// <summary>Returns members who go out as rescuers and are known to be uninsured on a day, or whose training is known to be over: a
    /// card or a task does not send them (应对法 39, 40). Members without any note are still sent: a register that nobody has kept must not
    /// leave a night without rescuers. Chiefs at their own doors are no rescuers who are sent (应对法 77).</summary>
    public ImmutableHashSet<MemberId> Grounded(DateOnly day) => [.. Uninsured(day), .. Untrained(day)];

    /// <summary>Returns those of <see cref="Grounded"/> without insurance.</summary>
    public ImmutableHashSet<MemberId> Uninsured(DateOnly day) => SentOut(one => one.Insurance is { } insurance && !insurance.Covers(day));

    /// <summary>Returns those of <see cref="Grounded"/> whose training is over.</summary>
    public ImmutableHashSet<MemberId> Untrained(DateOnly day) => SentOut(one => one.Trainings.Count > 0 && !one.Trained(day));

    /// <summary>Returns members who go out as rescuers, are not on leave, and have had no training since a day, that day
    /// included.</summary>
    public ImmutableHashSet<MemberId> UntaughtSince(DateOnly day) =>
        [
            .. Members
                .Values.Where(member =>
                    member.Availability != Availability.OnLeave
                    && member.Roles.Any(Outgoing.Contains)
                    && UpkeepOf(member.Id).Trainings.All(one => one.Day < day)
                )
                .Select(member => member.Id),
        ];

    private ImmutableHashSet<MemberId> SentOut(Func<Upkeep, bool> lacks) =>
        [
            .. Upkeep
                .Where(one => lacks(one.Value))
                .Select(one => one.Key)
                .Where(id => Members.TryGetValue(id, out var member) && member.Roles.All(Outgoing.Contains)),
        ];

    private static Decision Decide(Team state, TeamUpkeepCommand command) =>
        !state.Members.ContainsKey(command.Member)
            ? Reject(UnknownMember, command.Member.ToString())
            : Decide(state, command, state.UpkeepOf(command.Member));

    private static Decision Decide(Team state, TeamUpkeepCommand command, Upkeep known) =>
        command switch
        {
            NoteTraining c => known.Trainings.Contains(c.Training)
                ? Nothing
                : new TrainingNoted(c.Member, c.Training, c.By, c.At, c.Instead),
            StrikeTraining c => known.Trainings.Any(one => one.What == c.What) ? new TrainingStruck(c.Member, c.What, c.By, c.At) : Nothing,
            SetInsurance c => known.Insurance == c.Insurance ? Nothing : new InsuranceSet(c.Member, c.Insurance, c.By, c.At),
            IssueEquipment c => state.Upkeep.Values.Any(one => one.Equipment.Any(held => held.Id == c.Issued.Id))
                ? Nothing
                : new EquipmentIssued(c.Member, c.Issued, c.By, c.At),
            TakeBackEquipment c when c.To == c.Member || known.Equipment.All(held => held.Id != c.Equipment) => Nothing,
            TakeBackEquipment { To: { } to } when !state.Members.ContainsKey(to) => Reject(UnknownMember, to.ToString()),
            TakeBackEquipment c => new EquipmentReturned(c.Member, c.Equipment, c.To, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    private static Team EvolveUpkeep(Team state, TeamUpkeepEvent happened)
    {
        var known = state.UpkeepOf(happened.Member);
        return happened switch
        {
            TrainingNoted e => state.Keeping(
                e.Member,
                known with
                {
                    Trainings = [e.Training, .. known.Trainings.Where(one => one.What != e.Training.What && one.What != e.Instead)],
                }
            ),
            TrainingStruck e => state.Keeping(e.Member, known with { Trainings = [.. known.Trainings.Where(one => one.What != e.What)] }),
            InsuranceSet e => state.Keeping(e.Member, known with { Insurance = e.Insurance }),
            EquipmentIssued e => state.Keeping(e.Member, known with { Equipment = known.Equipment.Add(e.Issued) }),
            EquipmentReturned e => Returned(state, known, e),
            _ => throw new Unforeseen(happened),
        };
    }

    private static Team Returned(Team state, Upkeep known, EquipmentReturned e)
    {
        var left = state.Keeping(e.Member, known with { Equipment = [.. known.Equipment.Where(one => one.Id != e.Equipment)] });
        if (e.To is not { } to || known.Equipment.FirstOrDefault(one => one.Id == e.Equipment) is not { } thing)
            return left;
        var theirs = left.UpkeepOf(to);
        return left.Keeping(to, theirs with { Equipment = theirs.Equipment.Add(thing) });
    }

    private Team Keeping(MemberId member, Upkeep upkeep) => this with { Upkeep = Upkeep.SetItem(member, upkeep) };
}
