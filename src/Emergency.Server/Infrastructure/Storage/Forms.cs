using System.Collections.Frozen;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Infrastructure.Storage;

/// <summary>
/// Maps events to their stored names, which are declared at each event (<see cref="StoredAttribute"/>). Names and shapes lie in journals
/// that must stay readable for ever: a changed shape gets the next version and a pure lifter from the old one. tests/frozen/forms pins
/// each.
/// </summary>
/// <param name="key">Returns data keys, for the marks that bind sealed values to their place; null where values are only passed on, as they
/// are in memory.</param>
internal sealed class Forms(Func<Guid, byte[]?>? key = null) : IForms
{
    private readonly SealedPlaces? _places = key is null ? null : new(key);

    private static readonly FrozenDictionary<string, Type> States = EntityKinds.All.ToFrozenDictionary(
        decider => decider.Kind,
        decider => decider.Initial.GetType(),
        StringComparer.Ordinal
    );

    // A stored state has the shape of exactly this program: for a state of any other program, even an older one, the events are read.
    private static readonly string Program = $"{typeof(Event).Module.ModuleVersionId:N}.{typeof(Forms).Module.ModuleVersionId:N}";

    private static readonly FrozenDictionary<string, Type> Types = StoredAttribute.All;
    private static readonly FrozenDictionary<Type, string> Names = Types.ToFrozenDictionary(row => row.Value, row => row.Key);

    /// <summary>Every form with its event.</summary>
    public static IReadOnlyList<(string Form, Type Event)> All { get; } =
    [.. Types.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => (row.Key, row.Value))];

    public (string Form, ReadOnlyMemory<byte> Bytes) Write(object happened)
    {
        return Names.TryGetValue(happened.GetType(), out var form)
            ? (
                form,
                _places?.Bind(form, JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), SealedPlaces.Json))
                    ?? JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Json.Options)
            )
            : throw new InvalidOperationException($"{happened.GetType().Name} has no stored form");
    }

    public object Read(string form, ReadOnlySpan<byte> bytes) =>
        Types.TryGetValue(form, out var type)
            ? _places is null
                ? JsonSerializer.Deserialize(bytes, type, Json.Options)!
                : JsonSerializer.Deserialize(_places.Compare(form, bytes), type, SealedPlaces.Json)!
            : throw new InvalidOperationException($"unknown form {form}: written by a newer version");

    public (string Form, ReadOnlyMemory<byte> Bytes) WriteCommand(object command) =>
        (command.GetType().FullName!, JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), Json.States));

    public object ReadCommand(string form, ReadOnlySpan<byte> bytes) =>
        typeof(Command).Assembly.GetType(form) is { } type && type.IsSubclassOf(typeof(Command))
            ? JsonSerializer.Deserialize(bytes, type, Json.States)!
            : throw new InvalidOperationException($"unknown command {form}: sent by another version");

    public (string Form, ReadOnlyMemory<byte> Bytes)? WriteState(string kind, object state) =>
        ($"{kind}.{Program}", JsonSerializer.SerializeToUtf8Bytes(state, States[kind], Json.States));

    public object? ReadState(string kind, string form, ReadOnlySpan<byte> bytes) =>
        form == $"{kind}.{Program}" ? JsonSerializer.Deserialize(bytes, States[kind], Json.States) : null;
}
