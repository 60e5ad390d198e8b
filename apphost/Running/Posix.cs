using System.ComponentModel;
using System.Runtime.InteropServices;

namespace FocusSuite.AppHost.Running;

/// <summary>The few calls of the C library that .NET does not offer.</summary>
internal static partial class Posix
{
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigTerm = 15;
    public const int SigCont = 18;
    public const int SigStop = 19;

    private const int NoSuchProcess = 3;

    public static bool IsRoot => EffectiveUserId() == 0;

    /// <summary>Signals a whole process group. False when there is no such group any more.</summary>
    public static bool SignalGroup(int groupId, int signal) => Signal(-groupId, signal);

    /// <summary>Signals one process. False when there is no such process any more.</summary>
    public static bool Signal(int processId, int signal)
    {
        if (Kill(processId, signal) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new Win32Exception(error, $"Signal {signal} could not be sent to process {processId}.");
    }

    public static void GiveTo(string path, ServiceUser user)
    {
        if (Chown(path, user.UserId, user.GroupId) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{path} could not be given to the user {user.Name}.");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chown(string path, uint userId, uint groupId);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUserId();
}
