using System.Globalization;
using System.Text;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Emergency.Server.Tests.Reactions;

/// <summary>
/// A table of consequences as in tests/frozen/reactions: a sentence, and below it the commands of each reaction with their receivers.
/// </summary>
internal sealed class Told(World world, IReadOnlyList<IReaction> reactions)
{
    /// <summary>A drill wakes nobody and changes no register; these reactions run in a drill as in live.</summary>
    private static readonly HashSet<string> InDrills = new(StringComparer.Ordinal)
    {
        "impact-counts-doors",
        "residents-join-doors",
        "passed-is-taken",
        "passed-lots-are-taken",
        "passed-members-are-taken",
        "doors-open-tasks",
        "facts-answer-tasks",
        "scene-closes-doors",
        "joined-tells-main",
        "doors-open-care",
        "incident-asks-supplies",
        "shortage-asks-street",
        "tasks-release-supplies",
        "incident-frees-orders",
        "orders-are-called",
        "orders-send-drivers",
        "incident-ends-call-outs",
        "false-alarm-recalls-handovers",
        "messages-are-whole",
        "messages-end-warnings",
        "warnings-are-called",
        "case-opens-incident",
        "visits-open-care",
        "lent-staff-join-teams",
        // Their entities exist in live alone.
        "schedule-makes-drill",
        "volunteers-are-called",
    };
    private readonly StringBuilder _text = new();

    public static async Task<Told> Of(Borough town) =>
        new(
            await World.Make(town),
            [.. town.Service<IServiceProvider>().GetServices<IReaction>().OrderBy(one => one.Name, StringComparer.Ordinal)]
        );

    /// <summary>The world of the table.</summary>
    public World World => world;

    /// <summary>A branch of the world, with its consequences in the same table.</summary>
    public Told Apart() => new(world.Fork(), reactions, _text);

    private Told(World world, IReadOnlyList<IReaction> reactions, StringBuilder text)
        : this(world, reactions) => _text = text;

    /// <summary>Does a command and writes its consequences.</summary>
    public void Says(string sentence, EntityId to, Command command) => Says(sentence, world.Do(to, command));

    /// <summary>Adds an event and writes its consequences.</summary>
    public void Says(string sentence, EntityId of, Event happened) => Says(sentence, [world.Happen(of, happened)]);

    private void Says(string sentence, IReadOnlyList<Happened> some)
    {
        some.ShouldNotBeEmpty(sentence);
        var follows = 0;
        _text.Append(CultureInfo.InvariantCulture, $"{sentence}\n");
        foreach (var happened in some)
        foreach (var reaction in reactions)
        {
            var lines = world.Told(happened, reaction);
            follows += lines.Count;
            foreach (var line in lines)
                _text.Append(CultureInfo.InvariantCulture, $"  {reaction.Name}: {line}\n");
            world
                .Told(happened with { Entity = happened.Entity with { Realm = World.Drill } }, reaction)
                .Count.ShouldBe(InDrills.Contains(reaction.Name) ? lines.Count : 0, $"{sentence}, in a drill: {reaction.Name}");
        }
        if (follows == 0)
            _text.Append("  nothing\n");
    }

    /// <summary>Adds an event in a drill and writes its consequences there alone.</summary>
    public void Plays(string sentence, DrillId drill, EntityId of, Event happened)
    {
        var played = world.All[^1] with { Entity = of with { Realm = Realms.NameOf(drill) }, Event = happened };
        _text.Append(CultureInfo.InvariantCulture, $"{sentence}\n");
        foreach (
            var line in reactions
                .Where(one => !InDrills.Contains(one.Name))
                .SelectMany(one => world.Told(played, one), (one, line) => $"  {one.Name}: {line}\n")
        )
            _text.Append(line);
    }

    /// <summary>Writes a reaction's answer to a refusal.</summary>
    public void Answers(string sentence, Otherwise otherwise)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{sentence}\n");
        foreach (var one in otherwise.Instead)
            _text.Append(CultureInfo.InvariantCulture, $"  {world.Text(one.Command)} to {world.Text(one.To)}\n");
        if (otherwise.Reason is { } reason)
            _text.Append(CultureInfo.InvariantCulture, $"  done: {reason}\n");
    }

    /// <summary>Compares the table with its frozen text.</summary>
    public void Hold(string name) => Frozen.Check($"reactions/{name}.txt", _text.ToString());

    /// <summary>Does the consequences of the last event, or of the given ones, too.</summary>
    public void Follow(IReadOnlyList<Happened>? some = null)
    {
        foreach (var happened in some ?? [world.All[^1]])
        foreach (var reacted in reactions.SelectMany(reaction => reaction.React(happened, world.Known)).ToList())
            world.Do(reacted.To, reacted.Command);
    }
}
