//! The C side: SQLite's function pointers, each of which finds its disk and hands the question over.
//!
//! This is the only unsafe code of the workspace. It relies on what sqlite.org/c3ref/vfs.html and io_methods.html promise of the arguments:
//! pointers are valid for the call, buffers as long as said, and a file's memory is `szOsFile` bytes, ours alone from `xOpen` to `xClose`.

use std::{
    ffi::{CStr, CString, c_char, c_int, c_void},
    ptr,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use rusqlite::ffi;

use crate::{
    Fault, Image, Lie, Recording,
    disk::{Disk, HandleId, Kind, Opening, Refusal},
    locks::{Grant, Level, Slots},
    shm::Shared,
};

/// Long enough for any temporary folder.
const LONGEST_PATH: c_int = 1024;

/// One machine's disk, under a VFS of its own. Made once for each thread that needs one: SQLite keeps it until the process ends.
#[derive(Clone, Copy)]
pub struct FaultFs {
    name: &'static str,
    disk: &'static Mutex<Disk>,
}

impl FaultFs {
    /// A new, empty disk.
    ///
    /// # Panics
    /// When SQLite refuses another VFS, which it never does.
    pub fn register() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("banthao-faults-{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let c_name = CString::new(name.as_str()).expect("the name holds no NUL");
        let disk: &'static Mutex<Disk> = Box::leak(Box::default());
        banthao_sqlite::make_ready();
        let vfs = Box::leak(Box::new(ffi::sqlite3_vfs {
            iVersion: 2,
            szOsFile: size_of::<OpenFile>() as c_int,
            mxPathname: LONGEST_PATH,
            pNext: ptr::null_mut(),
            zName: Box::leak(c_name.into_boxed_c_str()).as_ptr(),
            pAppData: ptr::from_ref(disk).cast_mut().cast(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_path),
            xDlOpen: None,
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            xRandomness: Some(randomness),
            xSleep: Some(sleep),
            xCurrentTime: Some(current_time),
            xGetLastError: None,
            xCurrentTimeInt64: Some(current_time_int64),
            xSetSystemCall: None,
            xGetSystemCall: None,
            xNextSystemCall: None,
        }));
        // SAFETY: `vfs` and everything that it points at is leaked, so it lives and keeps its place for as long as the process.
        let answer = unsafe { ffi::sqlite3_vfs_register(vfs, 0) };
        assert_eq!(answer, ffi::SQLITE_OK, "SQLite takes another VFS");
        Self { name: name.leak(), disk }
    }

    /// What `Connection::open_with_flags_and_vfs` and the store's settings call it.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Starts a machine whose disk holds `image`, and nothing else. Ends a recording and heals every fault.
    ///
    /// # Panics
    /// When a file of the machine before is still open.
    pub fn boot(&self, image: &Image) {
        self.lock().boot(image);
    }

    /// What lies on the disk when every process is killed now, and the power stays on.
    pub fn image(&self) -> Image {
        self.lock().image()
    }

    /// Records from here on; what is there now counts as durable.
    pub fn records(&self) {
        self.lock().record();
    }

    /// Puts a mark of the test's own into the recording.
    pub fn notes(&self, mark: u32) {
        self.lock().note(mark);
    }

    /// Ends the recording.
    pub fn recording(&self) -> Recording {
        self.lock().take_recording()
    }

    /// Counts calls from here on, and fails the one that is meant.
    pub fn fails(&self, fault: Fault) {
        self.lock().fails(fault);
    }

    /// How often something failed since it was told to.
    pub fn hits(&self) -> u64 {
        self.lock().hits()
    }

    /// Nothing fails any more. Returns how often something did.
    pub fn heals(&self) -> u64 {
        self.lock().heals()
    }

    /// Syncs are acknowledged and not done, across restarts, until told otherwise.
    pub fn lies(&self, lie: Option<Lie>) {
        self.lock().lies(lie);
    }

    fn lock(&self) -> MutexGuard<'static, Disk> {
        locked(self.disk)
    }
}

fn locked(disk: &'static Mutex<Disk>) -> MutexGuard<'static, Disk> {
    disk.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An open file as SQLite holds it: its own part first.
#[repr(C)]
struct OpenFile {
    base: ffi::sqlite3_file,
    disk: &'static Mutex<Disk>,
    handle: HandleId,
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// The disk and the handle behind an open file.
///
/// # Safety
/// `file` must be one that [`open`] filled and that is not closed yet.
unsafe fn opened(file: *mut ffi::sqlite3_file) -> (MutexGuard<'static, Disk>, HandleId) {
    // SAFETY: `open` wrote an `OpenFile` there, and SQLite moves or changes none of it.
    let file = unsafe { &*file.cast::<OpenFile>() };
    (locked(file.disk), file.handle)
}

/// The disk behind a VFS.
///
/// # Safety
/// `vfs` must be one that [`FaultFs::register`] made.
unsafe fn mounted(vfs: *mut ffi::sqlite3_vfs) -> &'static Mutex<Disk> {
    // SAFETY: `register` made it and put a leaked disk there.
    unsafe { &*(*vfs).pAppData.cast::<Mutex<Disk>>() }
}

/// A name that SQLite gave; none when it wants a nameless file. Names that are not UTF-8 are taken as nearly as can be.
///
/// # Safety
/// `name` is null, or ends in a NUL.
unsafe fn text(name: *const c_char) -> Option<String> {
    // SAFETY: not null here, and the caller vouches for its end.
    (!name.is_null()).then(|| unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned())
}

/// The code that unix gives for a refusal, `broken` being the call's own kind of I/O error.
fn code(refusal: Refusal, broken: c_int) -> c_int {
    match refusal {
        Refusal::Broken => broken,
        Refusal::Full => ffi::SQLITE_FULL,
        Refusal::Missing => ffi::SQLITE_CANTOPEN,
    }
}

fn grant(grant: Grant) -> c_int {
    match grant {
        Grant::Granted => ffi::SQLITE_OK,
        Grant::Busy => ffi::SQLITE_BUSY,
    }
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    let journal = ffi::SQLITE_OPEN_WAL | ffi::SQLITE_OPEN_MAIN_JOURNAL | ffi::SQLITE_OPEN_SUPER_JOURNAL;
    let kind = if flags & ffi::SQLITE_OPEN_DELETEONCLOSE != 0 {
        Kind::Scratch
    } else if flags & journal != 0 {
        Kind::Journal
    } else {
        Kind::Database
    };
    let opening = Opening { kind, create: flags & ffi::SQLITE_OPEN_CREATE != 0, exclusive: flags & ffi::SQLITE_OPEN_EXCLUSIVE != 0 };
    let file = file.cast::<OpenFile>();
    // SAFETY: SQLite gives `szOsFile` bytes; without methods it will not call `xClose` for a file that did not open.
    unsafe { (*file).base.pMethods = ptr::null() };
    // SAFETY: the VFS is ours, since this function is only in ours; the name is SQLite's and ends in a NUL.
    let (disk, name) = unsafe { (mounted(vfs), text(name)) };
    let answer = locked(disk).open(name.as_deref(), opening);
    match answer {
        Ok(handle) => {
            // SAFETY: as above; the memory is not initialised, so it is written and not assigned.
            unsafe { file.write(OpenFile { base: ffi::sqlite3_file { pMethods: &METHODS }, disk, handle }) };
            if !out_flags.is_null() {
                // SAFETY: not null, and SQLite's to be written.
                unsafe { *out_flags = flags };
            }
            ffi::SQLITE_OK
        }
        Err(refusal) => code(refusal, ffi::SQLITE_CANTOPEN),
    }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes what it opened.
    let (mut disk, handle) = unsafe { opened(file) };
    disk.close(handle);
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, to: *mut c_void, length: c_int, at: ffi::sqlite3_int64) -> c_int {
    // SAFETY: the file is open.
    let (mut disk, handle) = unsafe { opened(file) };
    // SAFETY: SQLite gives a buffer of `length` bytes. Its bytes may be uninitialised; they are made zeros before anything looks at them.
    let bytes = unsafe {
        ptr::write_bytes(to.cast::<u8>(), 0, length as usize);
        std::slice::from_raw_parts_mut(to.cast::<u8>(), length as usize)
    };
    match disk.read(handle, at as usize, bytes) {
        Ok(read) if read < bytes.len() => ffi::SQLITE_IOERR_SHORT_READ,
        Ok(_) => ffi::SQLITE_OK,
        Err(refusal) => code(refusal, ffi::SQLITE_IOERR_READ),
    }
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, from: *const c_void, length: c_int, at: ffi::sqlite3_int64) -> c_int {
    // SAFETY: the file is open.
    let (mut disk, handle) = unsafe { opened(file) };
    // SAFETY: SQLite gives `length` initialised bytes.
    let bytes = unsafe { std::slice::from_raw_parts(from.cast::<u8>(), length as usize) };
    disk.write(handle, at as usize, bytes).map_or_else(|refusal| code(refusal, ffi::SQLITE_IOERR_WRITE), |()| ffi::SQLITE_OK)
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: ffi::sqlite3_int64) -> c_int {
    // SAFETY: the file is open.
    let (mut disk, handle) = unsafe { opened(file) };
    disk.truncate(handle, length as usize).map_or_else(|refusal| code(refusal, ffi::SQLITE_IOERR_TRUNCATE), |()| ffi::SQLITE_OK)
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: the file is open.
    let (mut disk, handle) = unsafe { opened(file) };
    disk.sync(handle).map_or_else(|refusal| code(refusal, ffi::SQLITE_IOERR_FSYNC), |()| ffi::SQLITE_OK)
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, size: *mut ffi::sqlite3_int64) -> c_int {
    // SAFETY: the file is open.
    let (disk, handle) = unsafe { opened(file) };
    // SAFETY: SQLite's to be written.
    unsafe { *size = disk.length(handle) as ffi::sqlite3_int64 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: the file is open.
    let (mut disk, handle) = unsafe { opened(file) };
    grant(disk.raise(handle, Level::numbered(level)))
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: the file is open.
    let (mut disk, handle) = unsafe { opened(file) };
    disk.lower(handle, Level::numbered(level));
    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(file: *mut ffi::sqlite3_file, answer: *mut c_int) -> c_int {
    // SAFETY: the file is open.
    let (disk, handle) = unsafe { opened(file) };
    // SAFETY: SQLite's to be written.
    unsafe { *answer = c_int::from(disk.reserved(handle)) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn file_control(_file: *mut ffi::sqlite3_file, _op: c_int, _argument: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_file: *mut ffi::sqlite3_file) -> c_int {
    4096
}

unsafe extern "C" fn device_characteristics(_file: *mut ffi::sqlite3_file) -> c_int {
    // What SQLite's own file system on unix says of every disk.
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn shm_map(file: *mut ffi::sqlite3_file, number: c_int, bytes: c_int, make: c_int, address: *mut *mut c_void) -> c_int {
    // SAFETY: the file is open.
    let (mut disk, handle) = unsafe { opened(file) };
    let (answer, region) = match disk.map(handle, number as usize, bytes as usize, make != 0) {
        Ok(region) => (ffi::SQLITE_OK, region),
        Err(refusal) => (code(refusal, ffi::SQLITE_IOERR_SHMMAP), None),
    };
    // SAFETY: SQLite's to be written.
    unsafe { *address = region.unwrap_or(ptr::null_mut()) };
    answer
}

unsafe extern "C" fn shm_lock(file: *mut ffi::sqlite3_file, first: c_int, count: c_int, flags: c_int) -> c_int {
    // SAFETY: the file is open.
    let (mut disk, handle) = unsafe { opened(file) };
    let slots = (((1_u32 << count) - 1) << first) as u8;
    let asked = if flags & ffi::SQLITE_SHM_UNLOCK != 0 {
        Slots::Release
    } else if flags & ffi::SQLITE_SHM_SHARED != 0 {
        Slots::Share
    } else {
        Slots::TakeAlone
    };
    grant(disk.slots(handle, slots, asked))
}

unsafe extern "C" fn shm_barrier(_file: *mut ffi::sqlite3_file) {
    Shared::barrier();
}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, _delete: c_int) -> c_int {
    // SAFETY: the file is open.
    let (mut disk, handle) = unsafe { opened(file) };
    disk.unmap(handle);
    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    // SAFETY: the VFS is ours; the name is SQLite's and ends in a NUL.
    let (disk, name) = unsafe { (mounted(vfs), text(name)) };
    let answer = locked(disk).delete(&name.unwrap_or_default(), sync_folder != 0);
    match answer {
        Ok(()) => ffi::SQLITE_OK,
        Err(Refusal::Missing) => ffi::SQLITE_IOERR_DELETE_NOENT,
        Err(Refusal::Broken | Refusal::Full) => ffi::SQLITE_IOERR_DELETE,
    }
}

unsafe extern "C" fn access(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, _flags: c_int, answer: *mut c_int) -> c_int {
    // SAFETY: the VFS is ours; the name is SQLite's and ends in a NUL; the answer is to be written.
    unsafe {
        let there = text(name).is_some_and(|name| locked(mounted(vfs)).exists(&name));
        *answer = c_int::from(there);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn full_path(_vfs: *mut ffi::sqlite3_vfs, name: *const c_char, room: c_int, to: *mut c_char) -> c_int {
    // SAFETY: the name is SQLite's and ends in a NUL.
    let name = unsafe { CStr::from_ptr(name) }.to_bytes_with_nul();
    if name.len() > room as usize {
        return ffi::SQLITE_CANTOPEN;
    }
    // SAFETY: there is `room` for it, and the two do not overlap: one is an argument, the other SQLite's result.
    unsafe { ptr::copy_nonoverlapping(name.as_ptr().cast(), to, name.len()) };
    ffi::SQLITE_OK
}

/// The machine's own VFS, for what has nothing to do with files.
fn machine() -> *mut ffi::sqlite3_vfs {
    // SAFETY: null asks for the default, which SQLite always has.
    unsafe { ffi::sqlite3_vfs_find(ptr::null()) }
}

unsafe extern "C" fn randomness(_vfs: *mut ffi::sqlite3_vfs, length: c_int, to: *mut c_char) -> c_int {
    let machine = machine();
    // SAFETY: the default VFS is valid, and gets its arguments as SQLite gave them.
    unsafe { (*machine).xRandomness.map_or(0, |fill| fill(machine, length, to)) }
}

unsafe extern "C" fn sleep(_vfs: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    let machine = machine();
    // SAFETY: as in `randomness`.
    unsafe { (*machine).xSleep.map_or(0, |sleep| sleep(machine, microseconds)) }
}

unsafe extern "C" fn current_time(_vfs: *mut ffi::sqlite3_vfs, days: *mut f64) -> c_int {
    let machine = machine();
    // SAFETY: as in `randomness`.
    unsafe { (*machine).xCurrentTime.map_or(ffi::SQLITE_ERROR, |tell| tell(machine, days)) }
}

unsafe extern "C" fn current_time_int64(_vfs: *mut ffi::sqlite3_vfs, milliseconds: *mut ffi::sqlite3_int64) -> c_int {
    let machine = machine();
    // SAFETY: as in `randomness`.
    unsafe { (*machine).xCurrentTimeInt64.map_or(ffi::SQLITE_ERROR, |tell| tell(machine, milliseconds)) }
}
