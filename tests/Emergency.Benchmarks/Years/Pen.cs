using System.Globalization;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Benchmarks.Years;

/// <summary>Sends commands as the server does, with the times they hold; a refused one ends the run.</summary>
internal sealed class Pen(Opened opened)
{
    private static readonly string Digest = new('0', 64);
    private long _newest;

    /// <summary>Position of the newest event that was answered.</summary>
    public Position Newest => new(Interlocked.Read(ref _newest));
    public ISealing Sealing => opened.Sealing;

    public ValueTask Keys(params Guid[] keys) => Sealing.Ensure(keys);

    public async Task<Position> Send(EntityId to, Command command, By by, DateTimeOffset at)
    {
        var meta = new Meta(Guid.CreateVersion7(at), Digest, by.Account.Key, by.Role.ToString(), County.Code, null, at, null);
        switch (await opened.Engine.Entities.Send(to, command, meta))
        {
            case Reply.Accepted accepted:
                Passed(accepted.Position.Value);
                return accepted.Position;
            case Reply.Refused { Refusal: var why }:
                throw new NotShown($"{to.Kind}: {command.GetType().Name} is refused: {why.Code} {string.Join(' ', why.Arguments)}");
            case var other:
                throw new NotShown(string.Create(CultureInfo.InvariantCulture, $"{to.Kind}: {command.GetType().Name}: {other}"));
        }
    }

    private void Passed(long position)
    {
        for (var seen = Interlocked.Read(ref _newest); seen < position; seen = Interlocked.Read(ref _newest))
            if (Interlocked.CompareExchange(ref _newest, position, seen) == seen)
                return;
    }
}
