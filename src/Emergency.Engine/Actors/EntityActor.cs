using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Persistence;
using Emergency.Engine.Entities;
using Emergency.Engine.Journal;
using Emergency.Engine.Storage;
using Emergency.Engine.Storage.Postgres;
using Said = Emergency.Engine.Storage.Log;

namespace Emergency.Engine.Actors;

/// <summary>A live entity: folds its stream, then takes one command at a time and answers when its events are durable. Commands that come meanwhile wait.</summary>
public class EntityActor : UntypedPersistentActor
{
    private static readonly Answer Full = new(new Reply.Refused(new(EngineCodes.Full, [])));

    private readonly Surroundings _around;
    private readonly EntityId _id;
    private readonly Usage _usage;
    private readonly List<(long Sequence, NewRow Row)> _later = [];
    private EntityCore? _core;
    private string? _broken,
        _asleep;

    /// <summary>Sequence of the newest snapshot that can be read, and of one that cannot; 0 for none.</summary>
    private long _kept,
        _unreadable;

    /// <summary>Commands that came and are not begun: they wait until the stream is read, or until the one before is stored.</summary>
    private readonly HashSet<Guid> _waiting = [];
    private IActorRef _asker = ActorRefs.Nobody;
    private int _storing,
        _room;
    private bool _leaving;

    /// <summary>The entity that has this seat. Its kind's rules are those of the node.</summary>
    public EntityActor(Seat seat)
    {
        ArgumentNullException.ThrowIfNull(seat);
        (PersistenceId, _around, _id) = (seat.Stream, seat.Around, EntityId.Parse(seat.Stream));
        _usage = new(Self, _around.IdleOf(_id.Kind), _around.Clock);
    }

    public sealed override string PersistenceId { get; }

    protected override void PreStart()
    {
        _around.Rounds.Add(_usage);
#pragma warning disable CA1031 // An unknown realm, for whatever reason: the entity stays asleep, and says why.
        try
        {
            if (_around.Settings.Forks(_id.Realm) is null)
                _core = new(_id, _around.Deciders[_id.Kind], _around.Forms);
        }
        catch (Exception e)
        {
            _asleep = e.Message;
        }
#pragma warning restore CA1031
        base.PreStart();
    }

    protected override void PostStop()
    {
        _around.Rounds.Remove(_usage);
        _around.Drawn.Forget(PersistenceId);
        base.PostStop();
    }

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer offer:
                (_core, _kept) = (Kept((Snapshot)offer.Snapshot), offer.Metadata.SequenceNr);
                if (_core is null)
                    (_kept, _unreadable) = (0, _kept);
                break;
            case NewRow row when _core is null:
                _later.Add((LastSequenceNr, row));
                break;
            case NewRow row:
                Fold(LastSequenceNr, row);
                break;
            case RecoveryCompleted when _core is null && _asleep is null:
                _ = Beginning.Of(_id, _unreadable, _around).PipeTo(Self, success: static core => new Begun(core));
                break;
        }
    }

    /// <summary>Each node lets in so many for an entity; of all nodes together no more wait here. A question that is open already stays open.</summary>
    protected override bool AroundReceive(Receive receive, object message)
    {
        if (message is Errand { Meta.CommandId: var command } && !_waiting.Contains(command))
        {
            if (_waiting.Count >= _around.Settings.Mailbox)
            {
                Sender.Tell(new Answer(Load.Later));
                return true;
            }
            _waiting.Add(command);
        }
        return base.AroundReceive(receive, message);
    }

    protected override void OnCommand(object message)
    {
        if (message is Errand { Meta.CommandId: var command } && (_core is not null || _leaving || (_broken ?? _asleep) is not null))
            _waiting.Remove(command);
        switch (message)
        {
            case Errand errand when _leaving:
                Context.Parent.Forward(errand);
                break;
            case Errand when (_broken ?? _asleep) is { } why:
                Sender.Tell(new Answer(_broken is null ? new Reply.Stopped(why) : new Reply.Broken(why)));
                if (_broken is null)
                    Leave();
                break;
            case Errand when _core is null:
                Stash.Stash();
                break;
            case Errand errand:
                _usage.Now();
                Take(errand);
                break;
            case Begun begun:
                Begin(begun.Core);
                break;
            case Status.Failure failure:
                _asleep = failure.Cause.Message;
                Stash.UnstashAll();
                break;
            case Seen seen when seen.Sequence <= LastSequenceNr:
                break;
            case Rest when !_usage.IsIdle:
                break;
            case Seen or Rest:
                Leave();
                break;
            case SaveSnapshotSuccess saved:
                DeleteSnapshots(new(saved.Metadata.SequenceNr - 1));
                break;
            case SaveSnapshotFailure failure:
                Said.TriedAgain(_around.Log, $"snapshot of {PersistenceId}", failure.Cause);
                break;
            case End:
                Context.Stop(Self);
                break;
        }
    }

    /// <summary>Nothing was stored, or nobody knows what: this actor ends, and the next command finds out.</summary>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        var (failure, why) = (Failures.Of(cause), cause.Message);
        switch (failure)
        {
            case Failure.Taken:
                _around.Load.LoseRace();
                break;
            case Failure.Full:
                why = IJournal.NoRoom;
                break;
            case Failure.Held:
                why = PostgresJournal.Held;
                _around.Beside.Held();
                break;
            case Failure.Lost:
                _around.Beside.Lost(cause);
                break;
            case Failure.Untried:
                why = _around.Load.Trouble ?? why;
                break;
        }
        _around.Load.Trouble = failure == Failure.Taken ? null : why;
        Tell(
            failure switch
            {
                Failure.Taken => Again.OtherWasFirst,
                Failure.Full when !_around.Beside.Full(_room) => Full,
                Failure.Full or Failure.Untried => new Again(why, Undone: true),
                _ when _around.Database.Broken.IsCompleted => new Answer(new Reply.Stopped(why)),
                _ => new Again(why),
            }
        );
    }

    // The sequence was counted on, though nothing is stored under it: only a new actor begins from the stream.
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        Tell(new Answer(new Reply.Stopped(cause.Message)));
        Context.Stop(Self);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        Said.TriedAgain(_around.Log, PersistenceId, reason);

    private void Take(Errand errand)
    {
        Step step;
#pragma warning disable CA1031 // A bug in a decider is its sender's exception; the entity goes on with the next.
        try
        {
            step = _core!.Take(errand.Command, errand.Meta);
        }
        catch (Exception e)
        {
            Sender.Tell(new Status.Failure(e));
            return;
        }
#pragma warning restore CA1031
        switch (step)
        {
            case Step.Known known:
                Replying.Placed(known.Reply, PersistenceId, Sender, _around);
                break;
            case Step.Said said:
                Replying.IfNewest(said.Reply, PersistenceId, LastSequenceNr, Sender, Self, _around);
                break;
            case Step.ToStore next:
                Store(next);
                break;
        }
    }

    private void Store(Step.ToStore step)
    {
        if (_around.Beside.Room(PersistenceId) is not { } room)
        {
            _around.Load.Trouble = IJournal.NoRoom;
            Sender.Tell(Full);
            return;
        }
        if (!_around.Load.TryStore(step.Bytes))
        {
            Sender.Tell(new Answer(Load.Later));
            return;
        }
        (_asker, _storing, _room) = (Sender, step.Bytes, room);
        var left = step.Rows.Count;
        PersistAll(
            step.Rows.Cast<object>(),
            _ =>
            {
                if (--left > 0)
                    return;
                _around.Load.Trouble = null;
                _around.Beside.Stored();
                _around.Load.Stored(_storing);
                _storing = 0;
                _usage.Now();
                Replying.Placed(_core!.Stored(step, _around.Drawn.Take(PersistenceId, LastSequenceNr)), PersistenceId, _asker, _around);
                Keep();
            }
        );
    }

    // A failure here costs time at the next waking, and nothing else.
    private void Keep()
    {
        if (!Snapshot.IsDue(LastSequenceNr, _kept, _around.SnapshotsFrom(_id.Kind)))
            return;
        _kept = LastSequenceNr;
#pragma warning disable CA1031 // As above.
        try
        {
            if (Snapshot.Of(_core!.Past, _id.Kind, _around.Forms) is { } snapshot)
                SaveSnapshot(snapshot);
        }
        catch (Exception e)
        {
            Said.TriedAgain(_around.Log, $"snapshot of {PersistenceId}", e);
        }
#pragma warning restore CA1031
    }

    private EntityCore? Kept(Snapshot snapshot)
    {
#pragma warning disable CA1031 // As above: the events are read instead.
        try
        {
            return snapshot.Read(_id.Kind, _around.Forms) is { } past ? new(_id, _around.Deciders[_id.Kind], _around.Forms, past) : null;
        }
        catch (Exception e)
        {
            Said.TriedAgain(_around.Log, $"snapshot of {PersistenceId}", e);
            return null;
        }
#pragma warning restore CA1031
    }

    private void Tell(object what)
    {
        _around.Load.Stored(_storing);
        _storing = 0;
        _asker.Tell(what);
    }

    private void Begin(EntityCore core)
    {
        _core = core;
        foreach (var (sequence, row) in _later)
            Fold(sequence, row);
        _later.Clear();
        Stash.UnstashAll();
    }

    // A stream that cannot be folded stops this entity alone, and for good: reading it again would not help.
    private void Fold(long sequence, NewRow row)
    {
        if (_broken is not null)
            return;
#pragma warning disable CA1031
        try
        {
            _core!.Fold(position: 0, sequence, row.Form, row.Message);
        }
        catch (Exception e)
        {
            _broken = $"{PersistenceId} cannot be folded at sequence {sequence}: {e.Message}";
            Said.EntityStopped(_around.Log, PersistenceId, _broken, e);
        }
#pragma warning restore CA1031
    }

    // Commands that come after this go back to the shard, which keeps it for the next actor.
    private void Leave()
    {
        _leaving = true;
        Context.Parent.Tell(new Passivate(End.Now));
    }
}
