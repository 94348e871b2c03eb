using System.Text;
using Emergency.Hotlines.Messages;

namespace Emergency.Hotlines.Tests.Messages;

public sealed class ChatMessageTests
{
    private static readonly DateTimeOffset now = new(2026, 3, 10, 13, 7, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("https://emergency.example/team")]
    [InlineData(null)]
    public void What_is_written_is_read_back(string? link)
    {
        var request = new ChatRequested("c.1", "13900000001", "应急叫应", "请打开", link, now.AddMinutes(1));
        ChatMessages.ReadRequest(ChatMessages.Write("m-1", "emergency", now, request)).ShouldBe(request);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"type":"chat.requested"}""")]
    [InlineData("""{"type":"chat.shown","data":{"callId":"c","phone":"1","title":"t","text":"t","answerBefore":"2026-03-10T13:07:00Z"}}""")]
    [InlineData(
        """{"type":"chat.requested","data":{"callId":"c","phone":"","title":"t","text":"t","answerBefore":"2026-03-10T13:07:00Z"}}"""
    )]
    [InlineData("""{"type":"chat.requested","data":{"callId":"c","phone":"1","title":"t","text":"t","answerBefore":"soon"}}""")]
    public void What_is_no_such_message_is_not_read(string text) => ChatMessages.ReadRequest(Encoding.UTF8.GetBytes(text)).ShouldBeNull();
}
