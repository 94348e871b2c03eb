using Emergency.Engine.Contract;
using Emergency.Engine.Entities;
using FsCheck;
using FsCheck.Fluent;

namespace Emergency.Engine.Tests.Entities;

/// <summary>Laws of one entity, whatever it is asked and however often it is put to sleep.</summary>
public sealed class EntityLaws
{
    private static readonly EntityId Id = new("live", "ledger", "a");

    private static EntityCore New() => new(Id, new LedgerDecider(), new LedgerForms());

    private static Meta Asked(int command) =>
        new(new Guid(command, 0, 0, new byte[8]), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);

    private static object Act(int n) =>
        (n % 5) switch
        {
            0 => new Book(n),
            1 => new BookMany(1 + (n % 3)),
            2 => new FillUpTo(n),
            3 => new Withdraw(n),
            _ => new Book(-n),
        };

    [Fact]
    public void An_entity_that_slept_answers_as_if_it_had_been_awake() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNegativeInt[]>(),
                ArbMap.Default.ArbFor<NonNegativeInt>(),
                (acts, sleep) =>
                {
                    var (awake, tired) = (New(), New());
                    var journal = new List<NewRow>();
                    for (var n = 0; n < acts.Length; n++)
                    {
                        if (n % (1 + (sleep.Get % 5)) == 0)
                            tired = Woken(journal);
                        // Few ids, so that some commands come again.
                        var (command, meta) = (Act(acts[n].Get % 30), Asked(acts[n].Get % 10));
                        var (step, same) = (awake.Take(command, meta), tired.Take(command, meta));
                        if (step is Step.ToStore store && same is Step.ToStore stored)
                        {
                            stored.Hash.ShouldBe(store.Hash);
                            journal.AddRange(store.Rows);
                            tired.Stored(stored, journal.Count).ShouldBe(awake.Stored(store, journal.Count));
                        }
                        else
                        {
                            Said(same).ShouldBeEquivalentTo(Said(step));
                        }
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_command_that_was_stored_is_never_decided_again() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNegativeInt[]>(),
                acts =>
                {
                    var (entity, position) = (New(), 0L);
                    foreach (var act in acts)
                    {
                        if (entity.Take(Act(act.Get), Asked(act.Get)) is not Step.ToStore store)
                            continue;
                        var reply = entity.Stored(store, position += store.Rows.Count);
                        entity.Take(new Stumble(), Asked(act.Get)).ShouldBe(new Step.Known(reply));
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_stream_with_a_hole_or_a_twin_is_not_folded()
    {
        var entity = New();
        var rows = ((Step.ToStore)entity.Take(new BookMany(3), Asked(1))).Rows;
        var woken = New();
        woken.Fold(1, 1, rows[0].Form, rows[0].Message);
        Should.Throw<BrokenEnvelope>(() => woken.Fold(2, 1, rows[0].Form, rows[0].Message));
        Should.Throw<BrokenEnvelope>(() => woken.Fold(2, 3, rows[2].Form, rows[2].Message));
        woken.Fold(2, 2, rows[1].Form, rows[1].Message);
        woken.Sequence.ShouldBe(2);
    }

    [Fact]
    public void An_event_that_follows_another_past_is_not_folded()
    {
        var (here, there) = (New(), New());
        here.Stored((Step.ToStore)here.Take(new Book(1), Asked(1)), 1);
        there.Stored((Step.ToStore)there.Take(new Book(2), Asked(2)), 1);
        var next = ((Step.ToStore)there.Take(new Book(3), Asked(3))).Rows[0];
        Should.Throw<BrokenEnvelope>(() => here.Fold(2, 2, next.Form, next.Message)).Message.ShouldContain("does not follow");
    }

    private static EntityCore Woken(List<NewRow> journal)
    {
        var entity = New();
        for (var i = 0; i < journal.Count; i++)
            entity.Fold(i + 1, i + 1, journal[i].Form, journal[i].Message);
        return entity;
    }

    private static Reply Said(Step step) =>
        step switch
        {
            Step.Known known => known.Reply,
            Step.Said said => said.Reply,
            _ => throw new InvalidOperationException("one of the two wants to store, the other does not"),
        };
}
