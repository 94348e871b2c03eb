using Emergency.Engine;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Emergency.Server.Infrastructure.Broadcast;

/// <summary>The changes that one group gets at once. All members with nothing else waiting get the same bytes.</summary>
internal sealed class Packet(IReadOnlyList<Entry> entries)
{
    private readonly Position _least = entries.Min(entry => entry.At);
    private SerializedHubMessage? _message;

    public IReadOnlyList<Entry> Entries => entries;
    public SerializedHubMessage Message => _message ??= Of(entries);

    /// <summary>
    /// This packet, or the part of it that a member who knows the group up to <paramref name="since"/> lacks; null where it lacks nothing.
    /// </summary>
    public Packet? After(Position since)
    {
        if (_least > since)
            return this;
        Entry[] news = [.. entries.Where(entry => entry.After(since))];
        return news.Length == 0 ? null
            : news.Length == entries.Count ? this
            : new Packet(news);
    }

    public static SerializedHubMessage Of(IReadOnlyList<Entry> entries) =>
        new(new InvocationMessage("changed", [new Raw([.. entries.Select(entry => entry.Bytes)])]));

    public static SerializedHubMessage Head(Position at) => new(new InvocationMessage("head", [at.Value]));

    public static SerializedHubMessage Left(string group, string reason) => new(new InvocationMessage("left", [group, reason]));
}
