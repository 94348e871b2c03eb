namespace Emergency.Domain.Tests;

/// <summary>Possible histories of one entity, found by trying: for each kind of event the commands that led to its first one.</summary>
public sealed class Lives
{
    private readonly Dictionary<Type, Life> _first = [];

    private Lives() { }

    /// <summary>The life in which each kind of event happened first.</summary>
    public IReadOnlyDictionary<Type, Life> First => _first;

    /// <summary>The fewest lives in which all of them happen.</summary>
    public IReadOnlyList<Life> Fewest()
    {
        var (chosen, held) = (new List<Life>(), new HashSet<Type>());
        foreach (var life in _first.Values.OrderByDescending(life => life.Kinds.Count()))
            if (life.Kinds.Any(kind => !held.Contains(kind)))
            {
                chosen.Add(life);
                held.UnionWith(life.Kinds);
            }
        return chosen;
    }

    /// <summary>
    /// Tries until all of these have happened, or a million times. Every other walk begins anew, the rest from a life in which something
    /// happened for the first time: late events are found from there. It draws three commands and takes the one that succeeded least: a
    /// command that seldom succeeds is tried most.
    /// </summary>
    public static Lives Of(Noun noun, IReadOnlyCollection<Type> wanted, Func<Any, Type> draw)
    {
        var lives = new Lives();
        var done = noun.CommandTypes.ToDictionary(type => type, _ => 0);
        List<Life> from = [new(noun.None, null, null, [])];
        for (var seed = 0; seed < 1_000_000 && wanted.Any(type => !lives._first.ContainsKey(type)); )
        {
            var walk = seed / 60;
            var life = walk % 2 == 0 ? from[0] : from[walk / 2 % from.Count];
            for (var act = 0; act < 60; act++, seed++)
            {
                var any = new Any(seed);
                var type = Enumerable.Range(0, 3).Select(_ => draw(any)).MinBy(type => done[type])!;
                var command = (Command)any.Make(type);
                if (noun.Decide(life.State, command) is not Decision.Happened { Events: var events })
                    continue;
                done[type]++;
                life = new(events.Aggregate(life.State, noun.Evolve), life, command, events);
                var isNew = false;
                foreach (var e in events)
                    isNew |= lives._first.TryAdd(e.GetType(), life);
                if (isNew)
                    from.Add(life);
            }
        }
        return lives;
    }
}

/// <summary>An entity after some commands: its state, the last command with its events, and the life before.</summary>
public sealed record Life(object State, Life? Before, Command? Last, IReadOnlyList<Event> Happened)
{
    /// <summary>The commands, in their order.</summary>
    public IEnumerable<Command> Commands => Steps.Select(step => step.Last!);

    /// <summary>Kinds of events that have happened, each once.</summary>
    public IEnumerable<Type> Kinds => Steps.SelectMany(step => step.Happened).Select(e => e.GetType()).Distinct();

    private Stack<Life> Steps
    {
        get
        {
            var steps = new Stack<Life>();
            for (var life = this; life?.Before is not null; life = life.Before)
                steps.Push(life);
            return steps;
        }
    }
}
