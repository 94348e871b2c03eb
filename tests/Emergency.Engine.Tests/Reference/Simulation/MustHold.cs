using Emergency.Engine.Entities;

namespace Emergency.Engine.Tests.Reference.Simulation;

/// <summary>Conditions that must hold after every night. Throws <see cref="Violation"/> with the first thing that does not.</summary>
internal static class MustHold
{
    private static readonly SimForms Forms = new();
    private static readonly IDecider[] Rules = [new TaskRules(), new StockRules()];

    public static void Check(Night night)
    {
        Streams(night);
        foreach (var sent in night.Sent)
            Command(night, sent);
        Readers(night);
        Reactions(night);
        Deliveries(night);
        DueTimes(night);
    }

    /// <summary>The state of an entity after its first <paramref name="count"/> events.</summary>
    public static object Folded(string stream, int count, Night night)
    {
        var rules = Rules.Single(r => r.Kind == EntityId.Parse(stream).Kind);
        return night
            .Store.Stream(stream)
            .Take(count)
            .Select(night.Store.Event)
            .Where(e => e.Event is not NothingNew)
            .Aggregate(rules.Initial, (state, e) => rules.Evolve(state, e.Event));
    }

    // Gap-free, each event whole and behind its predecessor, each command in one place.
    private static void Streams(Night night)
    {
        foreach (var stream in night.Store.Rows.GroupBy(row => row.Stream, StringComparer.Ordinal))
        {
            var core = new EntityCore(EntityId.Parse(stream.Key), Rules.Single(r => r.Kind == EntityId.Parse(stream.Key).Kind), Forms);
            foreach (var row in stream)
                core.Fold(row.Ordering, row.Sequence, row.Form, row.Message);
        }
        foreach (var command in night.Store.Events.GroupBy(e => e.Meta.CommandId))
        {
            var all = command.ToList();
            Holds(
                all.TrueForAll(e => e.Entity == all[0].Entity) && all[^1].Sequence - all[0].Sequence == all.Count - 1,
                $"command {command.Key} stands in two places"
            );
            Holds(all.Count == (all[0].Event is Opened ? 2 : 1), $"command {command.Key} has {all.Count} events");
        }
    }

    // Acknowledged is stored, where it was said; said again it is answered the same; refused is refused on a state there was meanwhile.
    private static void Command(Night night, Sent sent)
    {
        var stream = night.Store.Stream(sent.To.ToString()).Select(night.Store.Event).ToList();
        var last = stream.LastOrDefault(e => e.Meta.CommandId == sent.Id);
        // A command that changed nothing was right where it is stored, and is answered with the newest event before it.
        var nothing = last?.Event is NothingNew;
        if (nothing)
            Holds(
                Rules.Single(r => r.Kind == sent.To.Kind).Decide(Folded(sent.To.ToString(), (int)last!.Sequence - 1, night), sent.Command)
                    is Decided.Nothing,
                $"{sent}: stored as nothing where it was something"
            );
        var told = nothing ? stream.LastOrDefault(e => e.Sequence < last!.Sequence && e.Event is not NothingNew) : last;
        foreach (var (reply, before, after) in sent.Replies)
        {
            if (reply is Reply.Accepted did)
                Holds(
                    last is not null && (did.Position, did.Sequence) == (told?.Position ?? Position.Start, told?.Sequence ?? 0),
                    $"{sent}: answered {did}, stored at {last?.Position} {last?.Sequence}, told of {told?.Position} {told?.Sequence}"
                );
            else if (reply is Reply.Refused { Refusal.Code: not EngineCodes.Full })
                Holds(
                    Said(night, sent, before, after, reply),
                    $"{sent}: answered {reply}, and on no state between {before} and {after} events was that right"
                );
        }
    }

    private static bool Said(Night night, Sent sent, int before, int after, Reply reply)
    {
        var rules = Rules.Single(r => r.Kind == sent.To.Kind);
        return Enumerable
            .Range(before, after - before + 1)
            .Any(count =>
                (rules.Decide(Folded(sent.To.ToString(), count, night), sent.Command), reply) switch
                {
                    (Decided.Refused no, Reply.Refused said) => no.Refusal.Code == said.Refusal.Code,
                    _ => false,
                }
            );
    }

    private static void Readers(Night night)
    {
        var all = night.Store.Rows.Select(row => row.Ordering).ToList();
        foreach (var node in night.All)
            Holds(node.Seen.SequenceEqual(all.Take(node.Seen.Count)), "a reader skipped an event, or met one twice or out of order");
    }

    // Each task that was opened was told once whether there is enough, and there never was more given than there is.
    private static void Reactions(Night night)
    {
        foreach (var (task, state) in night.States<SimTask>("task"))
        {
            var given = night.States<SimStock>("stock").Sum(stock => stock.State.For.GetValueOrDefault(task));
            Holds(
                state.Stocked is { } stocked && given == (stocked ? state.Need : 0),
                $"{task}: told {state.Stocked}, given {given} of {state.Need}"
            );
        }
        Holds(night.States<SimStock>("stock").All(stock => stock.State.Left >= 0), "more was given than there is");
    }

    private static void Deliveries(Night night)
    {
        var taken = night.Store.Events.Where(e => e.Event is Taken).Select(e => e.Entity.Key).Order(StringComparer.Ordinal);
        Holds(
            night.Receiver.Effects.Values.Order(StringComparer.Ordinal).SequenceEqual(taken, StringComparer.Ordinal),
            "the partner has not heard of each task once"
        );
    }

    // Tasks that were never taken were reminded to the end, and none that was taken is reminded after it, or before it is due.
    private static void DueTimes(Night night)
    {
        foreach (
            var stream in night
                .Store.Rows.Where(row => EntityId.Parse(row.Stream).Kind == "task")
                .GroupBy(row => row.Stream, StringComparer.Ordinal)
        )
        {
            var (due, taken) = ((DateTimeOffset?)null, false);
            foreach (var happened in stream.Select(night.Store.Event))
            {
                if (happened.Event is Reminded)
                    Holds(!taken && happened.Meta.At >= due, $"{stream.Key}: reminded at {happened.Meta.At}, due {due}, taken {taken}");
                taken |= happened.Event is Taken;
                due = happened.Event switch
                {
                    Opened e => e.Due,
                    Reminded e => e.Due,
                    _ => due,
                };
            }
            Holds(
                taken || ((SimTask)Folded(stream.Key, int.MaxValue, night)).Reminders == TaskRules.MostReminders,
                $"{stream.Key}: not taken, and not reminded to the end"
            );
        }
    }

    private static void Holds(bool so, string what)
    {
        if (!so)
            throw new Violation(what);
    }
}
