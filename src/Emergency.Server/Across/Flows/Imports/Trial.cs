using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Engine;
using Emergency.Engine.Actors;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Across.Imports;

/// <summary>
/// Tries a file's commands on throw-away states, row by row, with the entities' own rules. A preview thus promises exactly the import's
/// result, and a refused row is a finding and not the end of the file.
/// </summary>
internal sealed class Trial(IFeed feed)
{
    private static readonly Dictionary<string, IEntityKind> Rules = EntityKinds.All.ToDictionary(one => one.Kind, StringComparer.Ordinal);

    /// <summary>The loads without the rows that would be refused; each of those is objected to.</summary>
    public async Task<IReadOnlyList<Loads>> Run(IReadOnlyList<Loads> loads, Loading at, ImportProgress? progress, CancellationToken stop)
    {
        var (states, refused, head, real) = (new Dictionary<EntityId, object>(), new HashSet<Origin>(), await feed.Head(stop), at.Sealing);
        at.Sealing = new Unsealed(real);
        try
        {
            foreach (var (to, row, command) in loads.SelectMany(load => load.Singly()))
            {
                stop.ThrowIfCancellationRequested();
                progress?.Add(1);
                if (refused.Contains(row))
                    continue;
                if (!states.TryGetValue(to, out var state))
                    state = await State(to, head, stop);
                switch (Rules[to.Kind].Decide(state, command))
                {
                    case Decided.Events happened:
                        state = happened.All.Aggregate(state, Rules[to.Kind].Evolve);
                        break;
                    case Decided.Refused no:
                        refused.Add(row);
                        Objected(at, row, no.Refusal);
                        break;
                    default:
                        break;
                }
                states[to] = state;
            }
        }
        finally
        {
            at.Sealing = real;
        }
        return refused.Count == 0 ? loads : [.. loads.Select(load => load.Without(refused))];
    }

    private async Task<object> State(EntityId of, Position upTo, CancellationToken stop)
    {
        var state = Rules[of.Kind].Initial;
        await foreach (var happened in feed.Stream(of, upTo, stop))
            state = Rules[of.Kind].Evolve(state, happened.Event);
        return state;
    }

    private static void Objected(Loading at, Origin row, Refusal no)
    {
        var (column, reason) = no.Code == Residents.Erased.Text ? ("name", Reasons.PersonErased) : ("file", Reasons.Refused);
        at.Objections.Add((row.Sheet, row.Row), column, reason, reason == Reasons.Refused ? no.Code : null);
    }

    /// <summary>Leaves values of a trial unsealed: keys are made only for values that are written. Rules never look inside.</summary>
    private sealed class Unsealed(ISealing real) : ISealing
    {
        public ValueTask Ensure(IReadOnlyCollection<Guid> keys, CancellationToken stop = default) => ValueTask.CompletedTask;

        public Sealed Seal<T>(Guid key, T value) => new($"{key:N}:tried");

        public T? Open<T>(Sealed value)
            where T : class => real.Open<T>(value);

        public string Mark(Guid key, string text) => text;

        public string Index(string text) => real.Index(text);
    }
}
