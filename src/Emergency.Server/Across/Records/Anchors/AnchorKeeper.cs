using System.Globalization;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Engine.Seals;
using Emergency.Hotlines;
using Emergency.Hotlines.Messages;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Across.Anchors;

/// <summary>
/// Keeps each day's anchor (Asia/Shanghai): a file in the folder of anchors, and a signed message to the partner that the settings name.
/// Each node with the seal key does so; a partner recognises a repeated message by its id.
/// </summary>
internal sealed partial class AnchorKeeper(
    ISeals seals,
    Settings settings,
    Installation installation,
    IProgress progress,
    LineTraffic traffic,
    Outgoing outgoing,
    TimeProvider clock,
    ILogger<AnchorKeeper> log
) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30),
        Look = TimeSpan.FromMinutes(1),
        Again = TimeSpan.FromMinutes(10),
        Late = TimeSpan.FromDays(1);
    private DateTimeOffset? _unsent;
    private DateTimeOffset _tried;
    private volatile string? _folder,
        _partner;

    /// <summary>Advice to a person so that anchors are kept; null where there is none.</summary>
    public string? Advice => _folder ?? _partner;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = First; ; wait = Look)
        {
            await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
                return;
            await Keep(stoppingToken);
        }
    }

    /// <summary>Writes today's anchor where there is none yet, and sends the newest unsent one.</summary>
    public async Task Keep(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var file = Path.Combine(
            settings.AnchorFolder,
            string.Create(CultureInfo.InvariantCulture, $"anchor-{Shanghai.Day(now):yyyyMMdd}.txt")
        );
        try
        {
            if (!File.Exists(file) && await seals.Anchor(installation.Id, everything: true, stop) is { } anchor)
                Write(file, anchor);
            if (File.Exists(file))
                await Send(AnchorFile.Read(file), now, stop);
            _folder = null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CannotStart)
        {
            if (_folder is null)
                Unkept(log, e.Message);
            _folder = $"no anchor can be kept in {settings.AnchorFolder}: {e.Message}";
        }
    }

    private void Write(string file, Anchor anchor)
    {
        Directory.CreateDirectory(settings.AnchorFolder);
        File.WriteAllText(file + ".new", AnchorFile.Text(anchor));
        File.Move(file + ".new", file, overwrite: true);
        Kept(log, anchor.Position, file);
    }

    // Each sent anchor is noted beside the journal, so that no other node and no later start sends it again.
    private async Task Send(Anchor anchor, DateTimeOffset now, CancellationToken stop)
    {
        if (settings.AnchorPartner is not { } line || HotlineCode.Of(line) is not { } code)
            return;
        var partner = Partner.Of(code, settings.Hotlines.GetValueOrDefault(line));
        if (!partner.HasMachine)
        {
            _partner = $"anchors are to be sent to {line}, which has no url or secret";
            return;
        }
        var reader = $"anchors/{line}";
        if (await progress.Read(reader, stop) >= new Position(anchor.Position))
        {
            (_unsent, _partner) = (null, null);
            return;
        }
        _unsent ??= now;
        if (now - _tried < Again)
            return;
        _tried = now;
        var id = string.Create(CultureInfo.InvariantCulture, $"anchor-{installation.Id}-{anchor.Position}");
        var began = clock.GetTimestamp();
        var status = await outgoing.Post(
            partner,
            id,
            MessageWriter.WriteAnchor(
                id,
                installation.Id,
                anchor.At,
                new(anchor.Installation, anchor.Position, anchor.Seal, anchor.At, anchor.Key, anchor.Signature)
            ),
            stop
        );
        traffic.Sent(partner.Line, id, MessageTypes.AnchorKept, null, status, began);
        if (status is >= 200 and < 300)
        {
            await progress.Write(reader, new Position(anchor.Position), stop);
            (_unsent, _partner) = (null, null);
            Sent(log, anchor.Position, line);
        }
        else if (now - _unsent >= Late)
            _partner = string.Create(
                CultureInfo.InvariantCulture,
                $"the anchor of {anchor.At:yyyy-MM-dd} was not taken by {line} ({status?.ToString(CultureInfo.InvariantCulture) ?? "no answer"})"
            );
    }

    [LoggerMessage(LogLevel.Information, "The journal up to position {Position} is anchored in {File}")]
    private static partial void Kept(ILogger log, long position, string file);

    [LoggerMessage(LogLevel.Information, "The anchor of position {Position} was taken by {Line}")]
    private static partial void Sent(ILogger log, long position, string line);

    [LoggerMessage(LogLevel.Warning, "No anchor could be kept: {Why}")]
    private static partial void Unkept(ILogger log, string why);
}
