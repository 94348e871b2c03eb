using System.Security.Cryptography;
using Emergency.Engine.Cluster;

namespace Emergency.Engine.Tests.Cluster;

/// <summary>Frames that may pass between two ends of a connection.</summary>
public sealed class SignedFramesTests
{
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);
    private readonly SignedFrames _caller = new(Secret, isCaller: true),
        _called = new(Secret, isCaller: false);

    [Fact]
    public void Who_calls_speaks_first_and_then_both_as_they_like()
    {
        _called.MayWrite.ShouldBeFalse();
        Read(_called, Said(_caller, 1)).ShouldBe([1]);
        _caller.MayWrite.ShouldBeFalse("it has not heard the other");
        Read(_caller, Said(_called, 2)).ShouldBe([2]);
        Read(_caller, Said(_called, 3)).ShouldBe([3]);
        Read(_called, Said(_caller, 4)).ShouldBe([4]);
        Read(_called, Said(_caller, 5)).ShouldBe([5]);
    }

    [Fact]
    public void Another_secret_is_not_heard() =>
        Read(_called, Said(new(RandomNumberGenerator.GetBytes(32), isCaller: true), 1)).ShouldBeNull();

    [Fact]
    public void A_frame_that_was_changed_cut_or_comes_twice_or_too_early_is_not_heard()
    {
        Open();
        var frame = Said(_caller, 1);
        for (var at = 0; at < frame.Length; at++)
        {
            var changed = frame.ToArray();
            changed[at] ^= 1;
            Read(_called, changed).ShouldBeNull();
        }
        Read(_called, frame[..^1]).ShouldBeNull();
        Read(_called, []).ShouldBeNull();
        Read(_called, Said(_caller, 2)).ShouldBeNull("the one before it was not heard");
        Read(_called, frame).ShouldBe([1]);
        Read(_called, frame).ShouldBeNull();
    }

    [Fact]
    public void A_frame_sent_back_or_into_another_connection_is_not_heard()
    {
        Open();
        var frame = Said(_caller, 1);
        Read(_caller, frame).ShouldBeNull();
        SignedFrames caller = new(Secret, isCaller: true),
            called = new(Secret, isCaller: false);
        Read(called, Said(caller, 0));
        Read(caller, Said(called, 0));
        Read(called, frame).ShouldBeNull();
    }

    private void Open()
    {
        Read(_called, Said(_caller, 0)).ShouldBe([0]);
        Read(_caller, Said(_called, 0)).ShouldBe([0]);
    }

    private static byte[] Said(SignedFrames by, byte what)
    {
        by.MayWrite.ShouldBeTrue();
        var frame = by.Write([what]);
        by.Sent();
        return frame;
    }

    private static byte[]? Read(SignedFrames by, byte[] frame) => by.TryRead(frame, out var bytes) ? bytes : null;
}
