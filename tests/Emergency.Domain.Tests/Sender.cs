using System.Reflection;
using Emergency.Engine;
using Emergency.Engine.Entities;

namespace Emergency.Domain.Tests;

/// <summary>Sends commands to one entity as the engine keeps it, remembers the accepted ones, and sends them again.</summary>
public sealed class Sender
{
    private static readonly Server.Infrastructure.Storage.Forms Forms = new();
    private readonly string _kind;
    private readonly EntityCore _entity;
    private readonly List<NewRow> _rows = [];
    private readonly List<(Command Command, Meta Meta, Reply Reply)> _accepted = [];

    public Sender(string kind) => (_kind, _entity) = (kind, New(kind));

    private static EntityCore New(string kind) =>
        new(new EntityId("live", kind, "a"), Server.Infrastructure.Storage.EntityKinds.All.Single(one => one.Kind == kind), Forms);

    public void Send(Command command)
    {
        var meta = new Meta(new Guid(_accepted.Count + 1, 1, 0, new byte[8]), "0f", "虚构", "", "", null, DateTimeOffset.UnixEpoch, null);
        if (_entity.Take(command, meta) is not Step.ToStore store)
            return;
        _rows.AddRange(store.Rows);
        _accepted.Add((command, meta, _entity.Stored(store, _rows.Count)));
    }

    /// <summary>Sends one of the accepted commands again.</summary>
    public void SendAgain(int which)
    {
        if (_accepted.Count > 0)
            Again(_accepted[which % _accepted.Count]);
    }

    public void SendAllAgain() => _accepted.ForEach(Again);

    private void Again((Command Command, Meta Meta, Reply Reply) one)
    {
        var (state, sequence) = (_entity.State, _entity.Sequence);
        _entity.Take(one.Command, one.Meta).ShouldBe(new Step.Known(one.Reply), $"{one.Command.GetType().Name} sent again");
        ReferenceEquals(_entity.State, state).ShouldBeTrue();
        _entity.Sequence.ShouldBe(sequence);
    }

    /// <summary>The same entity, folded again from its stored events as after a passivation.</summary>
    public Sender Woken()
    {
        var woken = new Sender(_kind);
        for (var i = 0; i < _rows.Count; i++)
            woken._entity.Fold(i + 1, i + 1, _rows[i].Form, _rows[i].Message);
        Alike.Difference(_entity.State, woken._entity.State).ShouldBeNull();
        woken._accepted.AddRange(_accepted);
        return woken;
    }

    /// <summary>The same command, one tick of the clock later.</summary>
    public static Command ALittleLater(Command command) => (Command)Later(command);

    // Values inside a command can have a time too: every field "At", at any depth, is moved.
    private static object Later(object one)
    {
        if (
            !one.GetType().IsClass
            || one.GetType().Assembly != typeof(Command).Assembly
            || (one.GetType().IsGenericType && one.GetType().GetGenericTypeDefinition() == typeof(ListOf<>))
        )
            return one;
        var copy = Clone.Invoke(one, null)!;
        for (var type = one.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (field.GetValue(copy) is { } value)
                    field.SetValue(
                        copy,
                        value is DateTimeOffset at
                            ? field.Name == "<At>k__BackingField"
                                ? at.AddTicks(1)
                                : at
                            : Later(value)
                    );
        return copy;
    }

    private static readonly MethodInfo Clone = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;
}
